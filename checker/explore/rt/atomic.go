package rt

import "unsafe"

// Atomic stops before an atomic operation on what p points to and returns what is known of it.
func (g *G) Atomic(p unsafe.Pointer, kind string, write bool) *Obj {
	s := g.s
	if s.objects == nil {
		s.objects = map[unsafe.Pointer]*Obj{}
	}
	o := s.objects[p]
	if o == nil {
		o = &Obj{}
		s.objects[p] = o
	}
	g.Point(Op{Kind: kind, Obj: o, Read: !write && kind == "atomic load"}, nil)
	g.Touch(o, write)
	g.atomically(p, kind != "atomic load")
	return o
}

// atomicSite stands for all atomic operations where they race with ordinary accesses: they are points already.
const atomicSite = 1<<32 - 1

// atomically looks for ordinary accesses to the same memory that nothing orders before g.
func (g *G) atomically(p unsafe.Pointer, write bool) {
	s := g.s
	c := s.cells[p]
	if c == nil {
		c = &cell{by: -1, first: g.id}
		s.cells[p] = c
	}
	c.several = c.several || c.first != g.id
	if c.by >= 0 {
		g.against(access{by: c.by, when: c.when, site: c.site, row: c.row}, atomicSite)
	}
	for _, r := range c.readers {
		if write {
			g.against(r, atomicSite)
		}
	}
	c.atomics = noted(c.atomics, access{g.id, g.vc[g.id], atomicSite, s.lastRow(), write})
}
