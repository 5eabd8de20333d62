package rt

import (
	"reflect"
	"unsafe"
)

// variable is what is known of one variable in memory: which goroutine wrote it last, and which have read it since.
type variable struct {
	obj     SyncObject
	by      int // the goroutine that wrote it last, or -1; when, site and row belong to that write
	when    uint32
	site    uint32
	row     int
	readers []access
	atomics []access // the last atomic operation of each goroutine
	first   int      // the goroutine that touched it first
	several bool     // more than one goroutine touched it
}

// access is one access to a variable.
type access struct {
	by   int
	when uint32
	site uint32
	row  int // where a trace is kept

	write bool // of an atomic operation
}

// Read returns *p, a variable that goroutines may share.
func Read[T any](p *T, site uint32) T {
	if g := Enter(); g != nil {
		accessVariable(g, p, site, false)
	}
	return *p
}

// Ref is a variable about to be written.
type Ref[T any] struct {
	p    *T
	site uint32
}

// Write prepares a write to *p: `x = f()` becomes Write(&x, site).Set(f()).
func Write[T any](p *T, site uint32) Ref[T] { return Ref[T]{p, site} }

// Set writes v.
func (r Ref[T]) Set(v T) {
	g := Enter()
	if g == nil {
		*r.p = v
		return
	}
	accessVariable(g, r.p, r.site, true)
	*r.p = v
	if g.Recording() {
		g.Note(Show(v))
	}
}

// NoteWrite notes that *p is written by the code that follows.
func NoteWrite[T any](p *T, site uint32) {
	if g := Enter(); g != nil {
		accessVariable(g, p, site, true)
	}
}

// accessVariable is an access to *p, or to each part of it.
func accessVariable[T any](g *G, p *T, site uint32, write bool) {
	if p == nil {
		return
	}
	typ := reflect.TypeFor[T]()
	if k := typ.Kind(); k == reflect.Struct || k == reflect.Array {
		for _, off := range partsOf(typ) {
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

// access is a scheduling point where the site is known to race. It looks for races with earlier accesses.
func (g *G) access(p unsafe.Pointer, site uint32, write bool, show func() string) {
	s := g.s
	if s.setup && len(s.goroutines) == 1 {
		return // everything later is ordered after it
	}
	v := s.variables[p]
	if v == nil {
		v = &variable{by: -1, first: g.id}
		s.variables[p] = v
	}
	if v.first != g.id {
		v.several = true
	}
	point := s.cfg.Points.sites[site]
	if point || g.Recording() {
		g.recordAccess(v, p, site, point, write, show)
	}
	g.checkRaces(v, site, write)
	if point {
		g.Touch(&v.obj, write)
	}
}

// recordAccess adds an access to the trace, after a scheduling point where point is set.
func (g *G) recordAccess(v *variable, p unsafe.Pointer, site uint32, point, write bool, show func() string) {
	kind := "read"
	if write {
		kind = "write"
	}
	if point {
		g.Point(Op{Kind: kind, Object: &v.obj, Read: !write}, nil)
	} else {
		g.Line(kind, "")
	}
	if s := g.s; s.cfg.Record {
		r := &s.rows[len(s.rows)-1]
		r.variable, r.Name = p, nameOf(site)
		r.Object = s.objectNumber(&v.obj)
		if !write && show != nil {
			r.Value = show()
		}
	}
}

// checkRaces compares an access with the earlier ones, and remembers it for later ones.
func (g *G) checkRaces(v *variable, site uint32, write bool) {
	if v.by >= 0 {
		g.checkRace(access{by: v.by, when: v.when, site: v.site, row: v.row}, site)
	}
	now := access{g.id, g.clock[g.id], site, g.s.lastRow(), write}
	for _, a := range v.atomics {
		if a.write || write {
			g.checkRace(a, site)
		}
	}
	if !write {
		v.readers = keepLast(v.readers, now)
		return
	}
	for _, r := range v.readers {
		g.checkRace(r, site)
	}
	v.readers = v.readers[:0]
	v.by, v.when, v.site, v.row = now.by, now.when, now.site, now.row
}

// checkRace notes a race if nothing orders a before what g does now.
func (g *G) checkRace(a access, site uint32) {
	if a.by != g.id && a.when > g.clock.at(a.by) {
		g.s.race(a.site, site)
		g.s.conflict(a.row)
	}
}

// keepLast puts now into list in place of the same goroutine's access.
func keepLast(list []access, now access) []access {
	for i, r := range list {
		if r.by == now.by {
			now.write = now.write || r.write && r.when == now.when
			list[i] = now
			return list
		}
	}
	return append(list, now)
}

// partsOf returns the offsets of the basic parts of a struct or array. The explorer's stand-ins are left out.
func partsOf(t reflect.Type) []uintptr { return appendParts(nil, t, 0) }

// maxLeaves bounds how much of a large value is watched.
const maxParts = 64

func appendParts(out []uintptr, t reflect.Type, at uintptr) []uintptr {
	switch {
	case len(out) >= maxParts || t.Size() == 0 || len(t.PkgPath()) > len(explorerPath) && t.PkgPath()[:len(explorerPath)] == explorerPath:
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			out = appendParts(out, f.Type, at+f.Offset)
		}
	case t.Kind() == reflect.Array:
		for i := range min(t.Len(), maxParts) {
			out = appendParts(out, t.Elem(), at+uintptr(i)*t.Elem().Size())
		}
	default:
		out = append(out, at)
	}
	return out
}

func (s *Sched) lastRow() int { return len(s.rows) - 1 }

// conflict records that the access of the last row races with that of an earlier row.
func (s *Sched) conflict(with int) {
	if s.cfg.Record && with >= 0 {
		s.conflicts = append(s.conflicts, [2]Row{s.rows[with], s.rows[s.lastRow()]})
	}
}
