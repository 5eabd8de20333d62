package rt

// clock is a vector clock: how many events of each goroutine happened before.
type clock []uint32

func (c clock) at(id int) uint32 {
	if id < len(c) {
		return c[id]
	}
	return 0
}

func (c clock) join(o clock) clock {
	if len(o) > len(c) {
		c = append(c, make(clock, len(o)-len(c))...)
	}
	for i, v := range o {
		c[i] = max(c[i], v)
	}
	return c
}

func (g *G) tick() { g.clock[g.id]++ }

// Acquire orders g after everything that was released into o.
func (g *G) Acquire(o *SyncObject) { g.clock = g.clock.join(o.clock) }

// Release orders everything that g has done before the next Acquire of o.
func (g *G) Release(o *SyncObject) { g.release(o) }

func (g *G) release(o *SyncObject) {
	if o != nil {
		o.clock = o.clock.join(g.clock)
	}
	g.tick()
}

// joinBoth orders two goroutines after what the other one has done: a value is handed over without a buffer.
func joinBoth(a, b *G) {
	a.clock = a.clock.join(b.clock)
	b.clock = b.clock.join(a.clock)
	a.tick()
	b.tick()
}
