package rt

import "unsafe"

// Atomic is the scheduling point before an atomic operation on *p. It returns what is known of *p.
func (g *G) Atomic(p unsafe.Pointer, kind string, write bool) *SyncObject {
	s := g.s
	if s.objects == nil {
		s.objects = map[unsafe.Pointer]*SyncObject{}
	}
	o := s.objects[p]
	if o == nil {
		o = &SyncObject{}
		s.objects[p] = o
	}
	g.Point(Op{Kind: kind, Object: o, Read: !write && kind == "atomic load"}, nil)
	g.Touch(o, write)
	g.atomically(p, kind != "atomic load")
	return o
}

// atomicSite is the site of all atomic operations in races with ordinary accesses. They are scheduling points anyway.
const atomicSite = 1<<32 - 1

// atomically looks for ordinary accesses to *p that nothing orders before this atomic operation.
func (g *G) atomically(p unsafe.Pointer, write bool) {
	s := g.s
	c := s.variables[p]
	if c == nil {
		c = &variable{by: -1, first: g.id}
		s.variables[p] = c
	}
	c.several = c.several || c.first != g.id
	if c.by >= 0 {
		g.checkRace(access{by: c.by, when: c.when, site: c.site, row: c.row}, atomicSite)
	}
	for _, r := range c.readers {
		if write {
			g.checkRace(r, atomicSite)
		}
	}
	c.atomics = keepLast(c.atomics, access{g.id, g.clock[g.id], atomicSite, s.lastRow(), write})
}
