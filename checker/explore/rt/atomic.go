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
	return o
}
