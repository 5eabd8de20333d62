package instrument

import (
	"go/types"
)

// beginning says how each part of what runs before any test is had again before each schedule. Most parts are run again. A
// part that calls code without points, which may keep what it is told, runs once; what it leaves in variables is put back.
type beginning struct {
	own     map[string]bool // the packages of the build
	kept    map[string]bool // units that run once, and variables that are put back
	changed map[string]bool // variables that are changed from another package
}

func (r *callGraph) beginning() *beginning {
	b := &beginning{own: r.own, kept: map[string]bool{}, changed: r.changed}
	for more := true; more; {
		more = false
		for _, u := range r.units {
			if !b.kept[u.key] && r.once(b, u) {
				more = true
				b.kept[u.key] = true
				r.keepNamed(b, u)
			}
		}
	}
	return b
}

// once reports whether u must run only once: for what it calls, or since it may change what is put back.
func (r *callGraph) once(b *beginning, u unit) bool {
	if u.main {
		return true
	}
	for _, v := range u.vars {
		if b.kept[v] {
			return true
		}
	}
	for name := range r.closure(u.key, r.runs) {
		if r.foreign[name] || len(r.risks[name]) > 0 {
			return true
		}
		for _, to := range r.names[name] {
			if v := r.vars[to]; v != nil && b.kept[to] && leadsOn(v.Type()) {
				return true
			}
		}
	}
	return false
}

// keepNamed marks the variables that u declares, or that what it calls names.
func (r *callGraph) keepNamed(b *beginning, u unit) {
	for _, v := range u.vars {
		b.kept[v] = true
	}
	for name := range r.closure(u.key, r.runs) {
		for _, to := range r.names[name] {
			if r.vars[to] != nil {
				b.kept[to] = true
			}
		}
	}
}

// leadsOn reports whether more can be changed through a value of t than the value itself.
func leadsOn(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return false
	case *types.Pointer:
		_, basic := t.Elem().Underlying().(*types.Basic)
		return !basic
	}
	return true
}
