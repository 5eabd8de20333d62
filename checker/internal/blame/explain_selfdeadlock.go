package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// selfDeadlock recognises DoubleLock under two names, as in Move(m, m, key): the goroutine holds a lock of the alias
// class that it waits for, no other goroutine can hold one, and no function returns with one. So both names are the same
// lock.
func (d *deadlock) selfDeadlock(w *blockedGoroutine) bool {
	if !w.waitsForLock() || len(d.finding.Goroutines) != len(d.goroutines) {
		return false
	}
	mine, ok := w.holdsClass(w.op)
	if !ok || mine.read && w.op.kind == opRLock {
		return false
	}
	for _, x := range d.goroutines {
		if _, holds := x.holdsClass(w.op); x != w && (holds || !x.found) {
			return false
		}
	}
	return w.pkg.alwaysUnlocks(w.op.class) && d.setPattern(DoubleLock, w, mine.at)
}

// alwaysUnlocks reports whether every function that takes locks of a class certainly unlocks them.
func (pkg *packageInfo) alwaysUnlocks(class types.Object) bool {
	for _, o := range pkg.opsOn(class, opLock, opRLock, opTryLock, opTryRLock) {
		for _, e := range pkg.walk(o.in, token.NoPos).exits {
			for k, h := range e.held {
				if strings.HasPrefix(k, uncertain) || k == unknownLock || isLockKey(k) && pkg.aliasClassOf(h.path) == class {
					return false
				}
			}
		}
	}
	return true
}

// reentered recognises DoubleLock through a callback: a test's record has one goroutine, which waits for a lock; every
// function unlocks it; and a function calls a callback while it holds the lock. So the callback called back.
func (d *deadlock) reentered(w *blockedGoroutine) bool {
	if !d.finding.FromRecord || len(d.finding.Goroutines) != 1 || !w.waitsForLock() || !w.pkg.alwaysUnlocks(w.op.class) {
		return false
	}
	var around, named []goout.Location
	for _, f := range w.pkg.funcs {
		at, safe := w.pkg.callbacksUnderLock(f, w.op.class)
		if !safe {
			return false // a panic of the callback would leave the lock held as well
		}
		around = append(around, at...)
		if w.pkg.isOrIsCalledBy(f, d.recordedMethod()) {
			named = append(named, at...)
		}
	}
	if d.recordedMethod() != "" { // the record is about this method's callback
		around = named
	}
	return len(around) > 0 && d.setPattern(DoubleLock, w, around...)
}

// isOrIsCalledBy reports whether f is the named function or a function that it calls.
func (pkg *packageInfo) isOrIsCalledBy(f *function, name string) bool {
	for _, g := range pkg.funcs {
		if g.decl == nil || g.decl.Name.Name != name {
			continue
		}
		found := g == f
		ast.Inspect(g.body, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			found = found || ok && pkg.staticCallee(c) == f
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// recordedMethod returns the name of the student's method that the test's record is about, or "".
func (d *deadlock) recordedMethod() string {
	if d.finding.Recorded == nil {
		return ""
	}
	return d.finding.Recorded.Method
}

// panicked recognises LockHeldAtReturn after a panic: a test's record has one goroutine, which waits for a lock after a
// callback has panicked; and the recorded method calls the callback between Lock and an Unlock that is not deferred.
func (d *deadlock) panicked(w *blockedGoroutine) bool {
	if !d.finding.FromRecord || len(d.finding.Goroutines) != 1 || !w.waitsForLock() || d.finding.Recorded == nil || !d.finding.Recorded.CallbackPanicked {
		return false
	}
	for _, f := range w.pkg.funcs {
		if f.decl == nil || f.decl.Name.Name != d.recordedMethod() {
			continue
		}
		if at, safe := w.pkg.callbacksUnderLock(f, w.op.class); len(at) > 0 && !safe {
			return d.setPattern(LockHeldAtReturn, w, at...)
		}
	}
	return false
}

// callbacksUnderLock returns where a function calls one of its parameters while it holds a lock of the class, and where
// it took the lock. safe reports whether the lock is also unlocked if the callback panics.
func (pkg *packageInfo) callbacksUnderLock(f *function, class types.Object) (at []goout.Location, safe bool) {
	safe = true
	params := pkg.paramIndexes(f)
	ast.Inspect(f.body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		id, ok := c.Fun.(*ast.Ident)
		if !ok {
			return true
		}
		if _, isParam := params[pkg.object(id)]; !isParam || pkg.object(id) == nil {
			return true
		}
		must, _, _ := pkg.heldAt(f, c.Pos())
		for _, h := range must {
			if h.path.known() && pkg.aliasClassOf(h.path) == class {
				at = append(at, pkg.location(c.Pos()), pkg.location(h.at))
				safe = safe && pkg.unlocksByDefer(f, class, c)
			}
		}
		return true
	})
	return at, safe
}

// unlocksByDefer reports whether a defer statement before the call unlocks a lock of the class.
func (pkg *packageInfo) unlocksByDefer(f *function, class types.Object, c *ast.CallExpr) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		d, ok := n.(*ast.DeferStmt)
		if !ok || d.Pos() > c.Pos() {
			return true
		}
		for _, o := range pkg.opsOn(class, opUnlock, opRUnlock) {
			found = found || d.Pos() <= o.node.Pos() && o.node.Pos() < d.End()
		}
		if callee := pkg.staticCallee(d.Call); callee != nil {
			for _, h := range pkg.effect(callee).unlocks {
				path := pkg.pathInCaller(h.path, callee, d.Call)
				found = found || path.known() && pkg.aliasClassOf(path) == class
			}
		}
		return true
	})
	return found
}
