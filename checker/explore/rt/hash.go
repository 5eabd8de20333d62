package rt

// Obj is something that goroutines share: a lock, a channel, a variable. What happened to it is kept
// as hashes, so that two schedules whose operations are ordered alike are seen to be the same.
type Obj struct {
	epoch  uint32
	writes uint64
	reads  uint64
	vc     clock
	closed bool // a channel that instrumented code closed
}

// Fresh prepares o for g's schedule and says whether this is its first use there.
func (g *G) Fresh(o *Obj) bool {
	if o.epoch == g.s.epoch {
		return false
	}
	*o = Obj{epoch: g.s.epoch}
	return true
}

// Touch says that g read or changed o.
func (g *G) Touch(o *Obj, write bool) {
	g.Fresh(o)
	if g.s.sleepers > 0 {
		g.s.rouse(o, write)
	}
	if write {
		g.hash = mix(mix(g.hash, o.writes), o.reads)
		o.writes, o.reads = g.hash, 0
		g.wrote()
		return
	}
	g.hash = mix(g.hash, o.writes)
	o.reads += mix(g.hash, 3)
	g.spun()
}

// wrote says that the schedule has made progress.
func (g *G) wrote() {
	g.reads, g.looks = 0, 0
	g.s.idle, g.s.quiet, g.s.wroteAt = 0, 0, g.s.steps
}

func mix(a, b uint64) uint64 {
	h := a ^ (b + 0x9e3779b97f4a7c15 + a<<6 + a>>2)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 29
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>32
}

// key is the state of the schedule: what every goroutine has behind it, and who moved last.
func (s *Sched) key(last int) uint64 {
	sum := mix(s.clock.writes, uint64(last+1))
	for _, g := range s.gs {
		h := mix(g.hash, uint64(g.state))
		if g.waits() {
			h++
		}
		if g.asleep {
			h += 2
		}
		sum += mix(h, 5)
	}
	if s.early {
		sum++
	}
	return sum
}

// Random is a seed that follows from everything that g has behind it.
func (g *G) Random() int64 {
	g.hash = mix(g.hash, 17)
	return int64(g.hash >> 1)
}
