package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// selfDeadlock: it holds a lock of a kind and waits for one of the same kind, no other goroutine is anywhere that could hold that one, and no function that has
// ended can have left it locked. So both are the same, under two names: Move(m, m, key).
func (b *deadlock) selfDeadlock(w *blockedGoroutine) bool {
	if !w.locking() || len(b.f.Goroutines) != len(b.all) {
		return false
	}
	mine, ok := w.holdsClass(w.op)
	if !ok || mine.read && w.op.kind == opRLock {
		return false
	}
	for _, x := range b.all {
		if _, holds := x.holdsClass(w.op); x != w && (holds || !x.found) {
			return false
		}
	}
	return w.u.givesAllBack(w.op.class) && b.done(DoubleLock, w, mine.at)
}

// givesAllBack tells whether every function that takes locks of a class surely gives them back.
func (u *packageInfo) givesAllBack(class types.Object) bool {
	for _, o := range u.with(class, opLock, opRLock, opTryLock, opTryRLock) {
		for _, e := range u.walk(o.in, token.NoPos).exits {
			for k, h := range e.held {
				if strings.HasPrefix(k, uncertain) || k == unknownLock || named(k) && u.aliasClassOf(h.ref) == class {
					return false
				}
			}
		}
	}
	return true
}

// reentered: a test tells of one goroutine alone that waits for a lock, nobody has forgotten to give it back, and what is called while it is held
// is a function that came from outside. So that function called back, and the goroutine waits for what it holds itself.
func (b *deadlock) reentered(w *blockedGoroutine) bool {
	if !b.f.FromRecord || len(b.f.Goroutines) != 1 || !w.locking() || !w.u.givesAllBack(w.op.class) {
		return false
	}
	var around, named []goout.Location
	for _, f := range w.u.funcs {
		at, safe := w.u.callsOut(f, w.op.class)
		if !safe {
			return false // a panic of the function that came from outside would leave the lock held, too
		}
		around = append(around, at...)
		if w.u.isOf(f, b.method()) {
			named = append(named, at...)
		}
	}
	if b.method() != "" { // it is about that one's callback, where it has one
		around = named
	}
	return len(around) > 0 && b.done(DoubleLock, w, around...)
}

// isOf tells whether f is the named function, or one that it calls.
func (u *packageInfo) isOf(f *function, name string) bool {
	for _, g := range u.funcs {
		if g.decl == nil || g.decl.Name.Name != name {
			continue
		}
		found := g == f
		ast.Inspect(g.body, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			found = found || ok && u.called(c) == f
			return !found
		})
		if found {
			return true
		}
	}
	return false
}

// method is the student's function that a test's record is about, or "".
func (b *deadlock) method() string {
	if b.f.Recorded == nil {
		return ""
	}
	return b.f.Recorded.Method
}

// panicked: a test tells of one goroutine alone that waits for a lock after a function that it gave has panicked; and the method that it names calls
// that function between Lock and an Unlock which no defer makes sure of.
func (b *deadlock) panicked(w *blockedGoroutine) bool {
	if !b.f.FromRecord || len(b.f.Goroutines) != 1 || !w.locking() || b.f.Recorded == nil || !b.f.Recorded.CallbackPanicked {
		return false
	}
	for _, f := range w.u.funcs {
		if f.decl == nil || f.decl.Name.Name != b.method() {
			continue
		}
		if at, safe := w.u.callsOut(f, w.op.class); len(at) > 0 && !safe {
			return b.done(LockHeldAtReturn, w, at...)
		}
	}
	return false
}

// callsOut lists where a function calls one of its parameters while it holds a lock of the class, and the lock; safe: the lock is given back also if that
// call panics.
func (u *packageInfo) callsOut(f *function, class types.Object) (at []goout.Location, safe bool) {
	safe = true
	params := u.params(f)
	ast.Inspect(f.body, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		id, ok := c.Fun.(*ast.Ident)
		if !ok {
			return true
		}
		if _, isParam := params[u.object(id)]; !isParam || u.object(id) == nil {
			return true
		}
		must, _, _ := u.heldAt(f, c.Pos())
		for _, h := range must {
			if h.ref.known() && u.aliasClassOf(h.ref) == class {
				at = append(at, u.at(c.Pos()), u.at(h.at))
				safe = safe && u.givesBackAfter(f, class, c)
			}
		}
		return true
	})
	return at, safe
}

// givesBackAfter tells whether a defer before a call makes sure that a lock of the class is given back also if that call panics.
func (u *packageInfo) givesBackAfter(f *function, class types.Object, c *ast.CallExpr) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		d, ok := n.(*ast.DeferStmt)
		if !ok || d.Pos() > c.Pos() {
			return true
		}
		for _, o := range u.with(class, opUnlock, opRUnlock) {
			found = found || d.Pos() <= o.node.Pos() && o.node.Pos() < d.End()
		}
		if callee := u.called(d.Call); callee != nil {
			for _, h := range u.effect(callee).unlocks {
				r := u.argument(h.ref, callee, d.Call)
				found = found || r.known() && u.aliasClassOf(r) == class
			}
		}
		return true
	})
	return found
}
