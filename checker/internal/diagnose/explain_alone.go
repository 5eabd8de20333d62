package diagnose

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// alone: it holds a lock of a kind and waits for one of the same kind, and no other goroutine is anywhere that could hold that one. So both are the
// same, under two names: Move(m, m, key).
func (b *blockage) alone(w *waiter) bool {
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
	return b.done(DoubleLock, w, mine.at)
}

// reentered: a test tells of one goroutine alone that waits for a lock, nobody has forgotten to give it back, and what is called while it is held
// is a function that came from outside. So that function called back, and the goroutine waits for what it holds itself.
func (b *blockage) reentered(w *waiter) bool {
	if !b.f.told || len(b.f.Goroutines) != 1 || !w.locking() {
		return false
	}
	var around, named []Location
	for _, f := range w.u.funcs {
		at, safe := w.u.callsOut(f, w.op.class)
		if !safe {
			return false // a panic of the function that came from outside would leave the lock held, too
		}
		around = append(around, at...)
		if f.decl != nil && strings.Contains(b.f.Message, f.decl.Name.Name) {
			named = append(named, at...)
		}
	}
	if len(named) > 0 {
		around = named
	}
	return len(around) > 0 && b.done(DoubleLock, w, around...)
}

// panicWords are how a test says that a function which it gave has panicked, in the languages that tests speak.
var panicWords = []string{"panicked", "패닉"}

// panicked: a test tells of one goroutine alone that waits for a lock after a function that it gave has panicked; and the method that it names calls
// that function between Lock and an Unlock which no defer makes sure of.
func (b *blockage) panicked(w *waiter) bool {
	says := func(words string) bool { return strings.Contains(b.f.Message, words) }
	if !b.f.told || len(b.f.Goroutines) != 1 || !w.locking() || !slices.ContainsFunc(panicWords, says) {
		return false
	}
	for _, f := range w.u.funcs {
		if f.decl == nil || !says(f.decl.Name.Name) {
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
func (u *unit) callsOut(f *fn, class types.Object) (at []Location, safe bool) {
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
		must, _ := u.heldAt(f, c.Pos())
		for _, h := range must {
			if h.ref.known() && u.classOf(h.ref) == class {
				at = append(at, u.at(c.Pos()), u.at(h.at))
				_, deferred := u.deferredAt(f, u.line(f.body.Rbrace), opUnlock, opRUnlock)
				safe = safe && deferred
			}
		}
		return true
	})
	return at, safe
}
