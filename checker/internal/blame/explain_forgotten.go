package blame

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// heldAtReturn: nobody holds the lock that is wanted; a function has returned with it.
func (b *deadlock) heldAtReturn(w *blockedGoroutine) bool {
	if !w.locking() {
		return false
	}
	for _, x := range b.all {
		for _, h := range x.holdings() {
			forgotten := x == w && h.ref.wild // perhaps: it holds another object's lock, from a round before
			if w.op.class != nil && w.u.aliasClassOf(h.ref) == w.op.class && !forgotten {
				return false
			}
		}
	}
	lines := w.u.forgotten(w.op.class, b.method())
	return len(lines) > 0 && b.done(LockHeldAtReturn, w, lines...)
}

// forgotten lists where functions forget to give back a lock of the class: where the named function does, or one that it calls, those lines alone; else
// those of functions that never unlock, for each call of them leaves it locked; else those of functions that forget on some path. Of several of one kind
// nobody knows which of them it was this time, so the lines of each are there.
func (u *packageInfo) forgotten(class types.Object, method string) []goout.Location {
	var all, named, always []goout.Location
	seen := map[*function]bool{}
	for _, o := range u.with(class, opLock, opRLock) {
		lines, ok := u.forgets(o)
		if !ok || seen[o.in] {
			continue
		}
		seen[o.in] = true
		all = append(all, lines...)
		if method != "" && u.isOf(o.in, method) {
			named = append(named, lines...)
		}
		if unlocks := func(x op) bool { return x.in.top() == o.in.top() }; !slices.ContainsFunc(u.with(class, opUnlock, opRUnlock), unlocks) {
			always = append(always, lines...)
		}
	}
	for _, surest := range [][]goout.Location{named, always} {
		if len(surest) > 0 {
			return surest
		}
	}
	return all
}

// forgets tells whether some way out of a function, or back to the top of the loop that took the lock, leaves the lock held that another gives back, or
// that nobody who calls the function gives back. What is lent, or returned together with the function that unlocks, is not forgotten. The lines are of the lock, where it is
// that one for certain, and of the way out.
func (u *packageInfo) forgets(o op) (lines []goout.Location, ok bool) {
	w := u.walk(o.in, o.node.Pos())
	for _, e := range w.exits {
		k, left := keptFrom(o, e)
		switch {
		case !left:
		case strings.HasPrefix(k, movedLock): // it or another one
			lines = []goout.Location{u.at(e.at)}
		default:
			lines = []goout.Location{u.at(o.node.Pos()), u.at(e.at)}
		}
	}
	for _, r := range w.backEdges {
		k, left := keptFrom(o, r.exit)
		if left && !strings.HasPrefix(k, movedLock) && r.body.Pos() < o.node.Pos() && o.node.Pos() < r.body.End() {
			lines = []goout.Location{u.at(o.node.Pos()), u.at(r.at)}
		}
	}
	here, elsewhere := !u.calledByUnlockers(o), u.handsOn(o.class)
	for _, x := range u.with(o.class, opUnlock, opRUnlock) {
		here = here || x.in == o.in
		takes := func(l op) bool { return l.in.top() == x.in.top() }
		elsewhere = elsewhere || !slices.ContainsFunc(u.with(o.class, opLock, opRLock, opTryLock), takes) // whoever comes back with the lock may do so for that one
	}
	return lines, len(lines) > 0 && !elsewhere && here
}

// calledByUnlockers tells whether the function that takes a lock may do so for somebody: for a function that names it, and gives locks of the class back
// more often than it takes them itself.
func (u *packageInfo) calledByUnlockers(o op) bool {
	unlocks := map[*function]int{}
	for _, x := range u.with(o.class, opUnlock, opRUnlock) {
		unlocks[x.in.top()]++
	}
	for _, l := range u.with(o.class, opLock, opRLock, opTryLock, opTryRLock) {
		unlocks[l.in.top()]--
	}
	obj := o.in.top().obj
	for f, more := range unlocks {
		if more <= 0 || f == o.in.top() {
			continue
		}
		found := obj == nil
		ast.Inspect(f.body, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && id.Name == obj.Name() // the name alone: it may be called through an interface
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// keptFrom finds the lock that an operation took among those that are held, and nobody's to give back, at an exit.
func keptFrom(o op, e exit) (key string, left bool) {
	for _, k := range sortedKeys(e.held) {
		if h := e.held[k]; named(k) && h.at == o.node.Pos() && !h.lent && !e.hands {
			return k, true
		}
	}
	return "", false
}

// handsOn tells whether the Unlock of a lock of the class is a value somewhere, which others can call: return m.mu.Unlock.
func (u *packageInfo) handsOn(class types.Object) bool {
	called := map[ast.Expr]bool{}
	found := false
	for _, f := range u.list() {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				called[n.Fun] = true
			case *ast.SelectorExpr:
				s := u.info.Selections[n]
				if called[n] || s == nil || s.Kind() != types.MethodVal {
					break
				}
				switch n.Sel.Name {
				case "Unlock", "RUnlock", "RLocker":
					found = found || u.aliasClassOf(u.pathOf(n.X)) == class
				}
			}
			return true
		})
	}
	return found
}
