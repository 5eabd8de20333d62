package rt

// Happens-before hashing: two schedules that order all dependent operations in the same way reach the same state. So each goroutine and
// each object has a hash of what happened before, and the hashes of all goroutines together stand for the state. A schedule that
// reaches a state again ends there, since everything after it is tried once already.

// SyncObject is something that goroutines share: a lock, a channel, a variable.
type SyncObject struct {
	epoch  uint32 // of the schedule that the rest belongs to
	writes uint64 // a hash of everything that happened before the last change
	reads  uint64 // a hash of the reads since then, in any order
	clock  clock  // of everything that was released into the object
	closed bool   // a channel that instrumented code closed
}

// Fresh prepares o for g's schedule, and reports whether this is its first use there.
func (g *G) Fresh(o *SyncObject) bool {
	if o.epoch == g.s.epoch {
		return false
	}
	*o = SyncObject{epoch: g.s.epoch}
	return true
}

// Touch notes that g has read or changed o.
func (g *G) Touch(o *SyncObject, write bool) {
	g.Fresh(o)
	if g.s.sleepSetSize > 0 {
		g.s.wakeFromSleepSet(o, write)
	}
	if write {
		g.hash = mix(mix(g.hash, o.writes), o.reads)
		o.writes, o.reads = g.hash, 0
		g.progressed()
		return
	}
	g.hash = mix(g.hash, o.writes)
	o.reads += mix(g.hash, 3)
	g.countIdleOp()
}

// progressed notes that g has changed something, so that neither g spins nor the schedule.
func (g *G) progressed() {
	g.idleOps, g.clockLooks, g.polls = 0, 0, false
	g.s.idleRounds, g.s.idleFires, g.s.changedAt = 0, 0, g.s.steps
}

// mix returns a hash of a and b.
func mix(a, b uint64) uint64 {
	h := a ^ (b + 0x9e3779b97f4a7c15 + a<<6 + a>>2)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 29
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>32
}

// key returns a hash of the schedule's state: what happened before every goroutine's next operation, and who moved last.
func (s *Sched) key(last int) uint64 {
	sum := mix(s.firings.writes, uint64(last+1))
	for _, g := range s.goroutines {
		h := mix(g.hash, uint64(g.state))
		if g.gaveWay() {
			h++
		}
		if g.inSleepSet {
			h += 2
		}
		for _, o := range g.behind {
			h += mix(uint64(o.id), 7)
		}
		sum += mix(h, 5)
	}
	if s.timerEarly {
		sum++
	}
	return sum
}

// Random returns a seed that follows from everything that happened before g's next operation.
func (g *G) Random() int64 {
	g.hash = mix(g.hash, 17)
	return int64(g.hash >> 1)
}
