package rt

import (
	"reflect"
	"unsafe"
)

// cell is what is known of one variable in memory: who wrote it last, who read it since.
type cell struct {
	obj     Obj
	by      int
	when    uint32
	site    uint32
	row     int
	readers []access
	atomics []access // the last atomic operation of each goroutine
	first   int
	several bool // more than one goroutine touched it
}

type access struct {
	by   int
	when uint32
	site uint32
	row  int // when recorded

	write bool // of an atomic operation
}

// R reads a variable that goroutines may share.
func R[T any](p *T, site uint32) T {
	if g := Enter(); g != nil {
		memory(g, p, site, false)
	}
	return *p
}

// Ref is a variable about to be written.
type Ref[T any] struct {
	p    *T
	site uint32
}

// P prepares a write.
func P[T any](p *T, site uint32) Ref[T] { return Ref[T]{p, site} }

// Set writes.
func (r Ref[T]) Set(v T) {
	g := Enter()
	if g == nil {
		*r.p = v
		return
	}
	memory(g, r.p, r.site, true)
	*r.p = v
	if g.Recording() {
		g.Note(Show(v))
	}
}

// W says that the variable is about to be written by what follows.
func W[T any](p *T, site uint32) {
	if g := Enter(); g != nil {
		memory(g, p, site, true)
	}
}

func memory[T any](g *G, p *T, site uint32, write bool) {
	if p == nil {
		return
	}
	typ := reflect.TypeFor[T]()
	if k := typ.Kind(); k == reflect.Struct || k == reflect.Array {
		for _, off := range leaves(typ) {
			g.access(unsafe.Add(unsafe.Pointer(p), off), site, write, nil)
		}
		return
	}
	if typ.Size() == 0 {
		return
	}
	var show func() string
	if g.Recording() {
		show = func() string { return Show(*p) }
	}
	g.access(unsafe.Pointer(p), site, write, show)
}

// access stops where the site is known to race, and looks for new races.
func (g *G) access(p unsafe.Pointer, site uint32, write bool, show func() string) {
	s := g.s
	if s.setup && len(s.gs) == 1 {
		return // everything that comes later is ordered after it
	}
	c := s.cells[p]
	if c == nil {
		c = &cell{by: -1, first: g.id}
		s.cells[p] = c
	}
	if c.first != g.id {
		c.several = true
	}
	hot := s.cfg.Learned.hot[site]
	if hot || g.Recording() {
		g.stop(c, p, site, hot, write, show)
	}
	g.races(c, site, write)
	if hot {
		g.Touch(&c.obj, write)
	}
}

// stop makes an access to memory a step of its own.
func (g *G) stop(c *cell, p unsafe.Pointer, site uint32, hot, write bool, show func() string) {
	kind := "read"
	if write {
		kind = "write"
	}
	if hot {
		g.Point(Op{Kind: kind, Obj: &c.obj, Read: !write}, nil)
	} else {
		g.Line(kind, "")
	}
	if s := g.s; s.cfg.Record {
		r := &s.rows[len(s.rows)-1]
		r.mem, r.Name = p, nameOf(site)
		if !write && show != nil {
			r.Value = show()
		}
	}
}

// races compares the access with earlier ones that nothing orders before it.
func (g *G) races(c *cell, site uint32, write bool) {
	if c.by >= 0 {
		g.against(access{by: c.by, when: c.when, site: c.site, row: c.row}, site)
	}
	now := access{g.id, g.vc[g.id], site, g.s.lastRow(), write}
	for _, a := range c.atomics {
		if a.write || write {
			g.against(a, site)
		}
	}
	if !write {
		c.readers = noted(c.readers, now)
		return
	}
	for _, r := range c.readers {
		g.against(r, site)
	}
	c.readers = c.readers[:0]
	c.by, c.when, c.site, c.row = now.by, now.when, now.site, now.row
}

// against notes a race with an earlier access that nothing orders before g.
func (g *G) against(a access, site uint32) {
	if a.by != g.id && a.when > g.vc.at(a.by) {
		g.s.race(a.site, site)
		g.s.conflict(a.row)
	}
}

// noted keeps the last access of each goroutine.
func noted(list []access, now access) []access {
	for i, r := range list {
		if r.by == now.by {
			now.write = now.write || r.write && r.when == now.when
			list[i] = now
			return list
		}
	}
	return append(list, now)
}

// leaves are the offsets of a struct's or array's basic parts, the explorer's own stand-ins left out.
func leaves(t reflect.Type) []uintptr { return collect(nil, t, 0) }

// maxLeaves bounds how much of a large value is watched.
const maxLeaves = 64

func collect(out []uintptr, t reflect.Type, at uintptr) []uintptr {
	switch {
	case len(out) >= maxLeaves || t.Size() == 0 || len(t.PkgPath()) > len(own) && t.PkgPath()[:len(own)] == own:
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			out = collect(out, f.Type, at+f.Offset)
		}
	case t.Kind() == reflect.Array:
		for i := range min(t.Len(), maxLeaves) {
			out = collect(out, t.Elem(), at+uintptr(i)*t.Elem().Size())
		}
	default:
		out = append(out, at)
	}
	return out
}

func (s *Sched) lastRow() int { return len(s.rows) - 1 }

// conflict records that the access of the last row races with an earlier one.
func (s *Sched) conflict(with int) {
	if s.cfg.Record && with >= 0 {
		s.conflicts = append(s.conflicts, [2]Row{s.rows[with], s.rows[s.lastRow()]})
	}
}
