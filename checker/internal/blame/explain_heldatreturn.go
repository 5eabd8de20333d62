package blame

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// heldAtReturn recognises LockHeldAtReturn: no blocked goroutine holds the lock that w waits for, and a function can
// return without unlocking it.
func (d *deadlock) heldAtReturn(w *blockedGoroutine) bool {
	if !w.waitsForLock() {
		return false
	}
	for _, x := range d.goroutines {
		for _, h := range x.heldLocks() {
			forgotten := x == w && h.path.unstable // it may hold another object's lock, from an earlier iteration
			if w.op.class != nil && w.pkg.aliasClassOf(h.path) == w.op.class && !forgotten {
				return false
			}
		}
	}
	lines := w.pkg.missingUnlocks(w.op.class, d.recordedMethod())
	return len(lines) > 0 && d.setPattern(LockHeldAtReturn, w, lines...)
}

// missingUnlocks returns where functions may forget to unlock a lock of the class. It prefers the lines of the named
// method and of the functions that it calls, then those of functions that never unlock. If several functions are equally
// likely, it returns the lines of all of them.
func (pkg *packageInfo) missingUnlocks(class types.Object, method string) []goout.Location {
	var all, named, always []goout.Location
	seen := map[*function]bool{}
	for _, o := range pkg.opsOn(class, opLock, opRLock) {
		lines, ok := pkg.missingUnlock(o)
		if !ok || seen[o.in] {
			continue
		}
		seen[o.in] = true
		all = append(all, lines...)
		if method != "" && pkg.isOrIsCalledBy(o.in, method) {
			named = append(named, lines...)
		}
		if unlocks := func(x op) bool { return x.in.outermost() == o.in.outermost() }; !slices.ContainsFunc(pkg.opsOn(class, opUnlock, opRUnlock), unlocks) {
			always = append(always, lines...)
		}
	}
	for _, likely := range [][]goout.Location{named, always} {
		if len(likely) > 0 {
			return likely
		}
	}
	return all
}

// missingUnlock reports whether the function that does the lock operation o may forget to unlock: it keeps the lock at
// an exit, or at the start of the loop's next iteration, and neither its callers nor another function unlock it. A lock
// that is handed off, or returned together with the function that unlocks it, is not forgotten. The lines are those of
// the lock (if it is certainly that lock) and of the exit.
func (pkg *packageInfo) missingUnlock(o op) (lines []goout.Location, ok bool) {
	w := pkg.walk(o.in, o.node.Pos())
	for _, e := range w.exits {
		k, left := heldAtExit(o, e)
		switch {
		case !left:
		case strings.HasPrefix(k, movedLock): // this lock or another one
			lines = []goout.Location{pkg.location(e.at)}
		default:
			lines = []goout.Location{pkg.location(o.node.Pos()), pkg.location(e.at)}
		}
	}
	for _, r := range w.backEdges {
		k, left := heldAtExit(o, r.exit)
		if left && !strings.HasPrefix(k, movedLock) && r.body.Pos() < o.node.Pos() && o.node.Pos() < r.body.End() {
			lines = []goout.Location{pkg.location(o.node.Pos()), pkg.location(r.at)}
		}
	}
	here, elsewhere := !pkg.calledByUnlockers(o), pkg.unlockIsValue(o.class)
	for _, x := range pkg.opsOn(o.class, opUnlock, opRUnlock) {
		here = here || x.in == o.in
		takes := func(l op) bool { return l.in.outermost() == x.in.outermost() }
		elsewhere = elsewhere || !slices.ContainsFunc(pkg.opsOn(o.class, opLock, opRLock, opTryLock), takes) // a function that only unlocks may do so for o's function
	}
	return lines, len(lines) > 0 && !elsewhere && here
}

// calledByUnlockers reports whether the function that takes a lock may take it for a caller: for a function that uses
// its name and has more unlocks than locks of the class.
func (pkg *packageInfo) calledByUnlockers(o op) bool {
	unlocks := map[*function]int{}
	for _, x := range pkg.opsOn(o.class, opUnlock, opRUnlock) {
		unlocks[x.in.outermost()]++
	}
	for _, l := range pkg.opsOn(o.class, opLock, opRLock, opTryLock, opTryRLock) {
		unlocks[l.in.outermost()]--
	}
	obj := o.in.outermost().obj
	for f, more := range unlocks {
		if more <= 0 || f == o.in.outermost() {
			continue
		}
		found := obj == nil
		ast.Inspect(f.body, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && id.Name == obj.Name() // compare names only, because the call may go through an interface
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// heldAtExit returns the key of the lock that an operation took, if the exit keeps it and no other function has to
// unlock it.
func heldAtExit(o op, e exit) (key string, left bool) {
	for _, k := range sortedKeys(e.held) {
		if h := e.held[k]; isLockKey(k) && h.at == o.node.Pos() && !h.handedOff && !e.returnsFunc {
			return k, true
		}
	}
	return "", false
}

// unlockIsValue reports whether the Unlock of a lock of the class is used as a value, which other functions can call:
// return m.mu.Unlock.
func (pkg *packageInfo) unlockIsValue(class types.Object) bool {
	called := map[ast.Expr]bool{}
	found := false
	for _, f := range pkg.sortedFiles() {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				called[n.Fun] = true
			case *ast.SelectorExpr:
				s := pkg.info.Selections[n]
				if called[n] || s == nil || s.Kind() != types.MethodVal {
					break
				}
				switch n.Sel.Name {
				case "Unlock", "RUnlock", "RLocker":
					found = found || pkg.aliasClassOf(pkg.pathOf(n.X)) == class
				}
			}
			return true
		})
	}
	return found
}
