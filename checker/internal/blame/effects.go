package blame

import (
	"go/ast"
	"go/types"
	"maps"
	"strings"
)

// see notes the state where the node that is asked for comes.
func (w *walker) see(n ast.Node, s lockSet) {
	if n != nil && n.Pos() <= w.target && w.target < n.End() {
		w.visits = append(w.visits, maps.Clone(s))
	}
}

// visit follows the calls in a simple statement or expression, the inner ones first, and returns the state after it.
func (w *walker) visit(n ast.Node, s lockSet) lockSet {
	s = maps.Clone(s)
	if n == nil {
		return s
	}
	seen := false
	before := maps.Clone(s)
	var calls []*ast.CallExpr
	ast.Inspect(n, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			calls = append(calls, x)
		}
		return true
	})
	w.keeps(n, s)
	for i := len(calls) - 1; i >= 0; i-- {
		if calls[i].Pos() == w.target {
			w.visits = append(w.visits, maps.Clone(s))
			seen = true
		}
		w.call(calls[i], s)
	}
	if !seen {
		w.see(n, before)
	}
	w.assign(n, s)
	return s
}

// call carries out what a call does to the locks.
func (w *walker) call(c *ast.CallExpr, s lockSet) {
	o, ok := w.u.callOperation(c)
	if !ok {
		w.callee(c, s)
		return
	}
	switch o.kind {
	case opLock, opRLock:
		w.take(o.ref, heldLock{read: o.kind == opRLock, at: c.Pos()}, s)
	case opTryLock, opTryRLock:
		s[uncertain] = heldLock{}
	case opUnlock, opRUnlock:
		w.release(o.ref, c.Pos(), s)
	}
}

// take adds a lock.
func (w *walker) take(r accessPath, h heldLock, s lockSet) {
	if !r.known() {
		s[unknownLock] = h
		return
	}
	k := r.key(w.u)
	h.ref = r
	s[k] = h
	delete(s, releasedForCaller+k)
	delete(s, uncertain+k)
}

// callee carries out what a function of the package leaves locked or unlocked for its caller.
func (w *walker) callee(c *ast.CallExpr, s lockSet) {
	f := w.u.runs(c)
	if f == nil {
		w.opaque(c, s)
		return
	}
	e := w.u.effect(f)
	for _, h := range e.unlocks {
		w.release(w.u.argument(h.ref, f, c), c.Pos(), s)
	}
	for _, h := range e.locks {
		w.take(w.u.argument(h.ref, f, c), heldLock{read: h.read, at: c.Pos(), lent: h.lent}, s)
	}
	e.leaveDoubt(s)
}

func (u *packageInfo) locksHere(f *function, r accessPath) bool {
	for _, o := range u.ops {
		if o.in == f && (o.kind == opLock || o.kind == opRLock) && o.ref.isNamed(r) {
			return true
		}
	}
	return false
}

// ends tells whether a statement never goes on: panic, os.Exit, t.Fatal and their like.
func (w *walker) ends(st ast.Stmt) bool {
	e, ok := st.(*ast.ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	name := types.ExprString(c.Fun)
	last := name[strings.LastIndexByte(name, '.')+1:]
	return name == "panic" || name == "os.Exit" || name == "runtime.Goexit" || last == "Fatal" || last == "Fatalf" || last == "FailNow"
}
