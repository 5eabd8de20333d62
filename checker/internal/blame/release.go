package blame

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// release gives a lock back. One that is not held under this name may be held under another one, and then which one it is remains in doubt.
func (w *walker) release(r ref, at token.Pos, s state) {
	if _, held := s[unnamed]; held && !r.known() {
		delete(s, unnamed)
		return
	}
	k := r.key(w.u)
	if _, held := s[k]; held && r.known() {
		delete(s, k)
		return
	}
	if _, perhaps := s[doubt+k]; perhaps && r.known() {
		delete(s, doubt+k)
		return
	}
	if w.releaseMate(r, s) {
		return
	}
	if _, held := s[unnamed]; held {
		delete(s, unnamed)
		s[doubt] = hold{}
		return
	}
	if r.known() {
		s[given+k] = hold{ref: r, at: at}
	}
}

// releaseMate gives back one of the locks that r may name as well. Of several, nobody knows which: the others are held, and have no name any more.
func (w *walker) releaseMate(r ref, s state) bool {
	mates := w.mates(r, s)
	if len(mates) == 0 {
		return false
	}
	slices.SortFunc(mates, func(a, b string) int { return int(s[a].at - s[b].at) })
	delete(s, mates[0])
	for _, k := range mates[1:] {
		w.unname(k, s)
	}
	s[doubt] = hold{}
	return true
}

// mates are the keys of the locks that r may name as well: those whose own name leads elsewhere by now, else all that belong to the same variables.
func (w *walker) mates(r ref, s state) []string {
	var lost, all []string
	for k, h := range s {
		if !named(k) || r.known() && w.u.classOf(h.ref) != w.u.classOf(r) {
			continue
		}
		all = append(all, k)
		if strings.HasPrefix(k, moved) {
			lost = append(lost, k)
		}
	}
	if len(lost) > 0 {
		return lost
	}
	return all
}

// assign takes the names away from the locks that lead through a variable which a statement gives another value.
func (w *walker) assign(n ast.Node, s state) {
	for _, t := range w.u.targets(n) {
		for k, h := range s {
			switch {
			case !slices.Contains(h.ref.needs, t.object):
			case named(k):
				w.unname(k, s)
			case strings.HasPrefix(k, doubt):
				delete(s, k)
				s[doubt] = hold{}
			}
		}
	}
}

// unname takes the name away from a lock that is held. A deferred call that unlocks it does so all the same.
func (w *walker) unname(k string, s state) {
	if strings.HasPrefix(k, moved) {
		return
	}
	h := s[k]
	h.ref.wild = true
	to := moved + k + w.u.src.fset.Position(h.at).String()
	delete(s, k)
	s[to] = h
	if d, ok := w.deferred[k]; ok {
		w.deferred[to] = d
	}
}
