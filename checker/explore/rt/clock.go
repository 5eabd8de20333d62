package rt

// clock is a vector clock: how much of every goroutine has happened before.
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

func (g *G) tick() { g.vc[g.id]++ }

// Acquire orders g after everything released into o.
func (g *G) Acquire(o *Obj) { g.vc = g.vc.join(o.vc) }

// Release orders what g did until now before the next Acquire of o.
func (g *G) Release(o *Obj) { g.release(o) }

func (g *G) release(o *Obj) {
	if o != nil {
		o.vc = o.vc.join(g.vc)
	}
	g.tick()
}

// meet orders two goroutines after each other's past: a hand-over without a buffer.
func meet(a, b *G) {
	a.vc = a.vc.join(b.vc)
	b.vc = b.vc.join(a.vc)
	a.tick()
	b.tick()
}
