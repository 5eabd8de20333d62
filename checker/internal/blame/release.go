package blame

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// release gives a lock back. One that is not held under this name may be held under another one, and then which one it is remains in doubt.
func (w *walker) release(r accessPath, at token.Pos, s lockSet) {
	if _, held := s[unknownLock]; held && !r.known() {
		delete(s, unknownLock)
		return
	}
	k := r.key(w.u)
	if _, held := s[k]; held && r.known() {
		delete(s, k)
		return
	}
	if _, perhaps := s[uncertain+k]; perhaps && r.known() {
		delete(s, uncertain+k)
		return
	}
	if w.releaseMate(r, s) {
		return
	}
	if _, held := s[unknownLock]; held {
		delete(s, unknownLock)
		s[uncertain] = heldLock{}
		return
	}
	if r.known() {
		s[releasedForCaller+k] = heldLock{ref: r, at: at}
	}
}

// releaseMate gives back one of the locks that r may name as well. Of several, nobody knows which: the others are held, and have no name any more.
func (w *walker) releaseMate(r accessPath, s lockSet) bool {
	mates := w.mates(r, s)
	if len(mates) == 0 {
		return false
	}
	slices.SortFunc(mates, func(a, b string) int { return int(s[a].at - s[b].at) })
	delete(s, mates[0])
	for _, k := range mates[1:] {
		w.forgetName(k, s)
	}
	s[uncertain] = heldLock{}
	return true
}

// mates are the keys of the locks that r may name as well: those whose own name leads elsewhere by now, else all that belong to the same variables.
func (w *walker) mates(r accessPath, s lockSet) []string {
	var lost, all []string
	for k, h := range s {
		if !named(k) || r.known() && w.u.aliasClassOf(h.ref) != w.u.aliasClassOf(r) {
			continue
		}
		all = append(all, k)
		if strings.HasPrefix(k, movedLock) {
			lost = append(lost, k)
		}
	}
	if len(lost) > 0 {
		return lost
	}
	return all
}

// assign takes the names away from the locks that lead through a variable which a statement gives another value.
func (w *walker) assign(n ast.Node, s lockSet) {
	for _, t := range w.u.targets(n) {
		for k, h := range s {
			switch {
			case !slices.Contains(h.ref.needs, t.object):
			case named(k):
				w.forgetName(k, s)
			case strings.HasPrefix(k, uncertain):
				delete(s, k)
				s[uncertain] = heldLock{}
			}
		}
	}
}

// unname takes the name away from a lock that is held. A deferred call that unlocks it does so all the same.
func (w *walker) forgetName(k string, s lockSet) {
	if strings.HasPrefix(k, movedLock) {
		return
	}
	h := s[k]
	h.ref.wild = true
	to := movedLock + k + w.u.src.fset.Position(h.at).String()
	delete(s, k)
	s[to] = h
	if d, ok := w.deferred[k]; ok {
		w.deferred[to] = d
	}
}
