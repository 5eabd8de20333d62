package blame

import (
	"go/ast"
	"go/types"
	"maps"
	"strings"
)

// recordAtTarget records the held locks if the node contains the walker's target.
func (w *walker) recordAtTarget(n ast.Node, s lockSet) {
	if n != nil && n.Pos() <= w.target && w.target < n.End() {
		w.atTarget = append(w.atTarget, maps.Clone(s))
	}
}

// visit follows the calls in a simple statement or an expression, the inner calls first, and returns the locks that are
// held after it.
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
	w.handOffEscaping(n, s)
	for i := len(calls) - 1; i >= 0; i-- {
		if calls[i].Pos() == w.target {
			w.atTarget = append(w.atTarget, maps.Clone(s))
			seen = true
		}
		w.applyCall(calls[i], s)
	}
	if !seen {
		w.recordAtTarget(n, before)
	}
	w.assign(n, s)
	return s
}

// applyCall applies what a call locks and unlocks.
func (w *walker) applyCall(c *ast.CallExpr, s lockSet) {
	o, ok := w.pkg.callOperation(c)
	if !ok {
		w.applyCallee(c, s)
		return
	}
	switch o.kind {
	case opLock, opRLock:
		w.acquire(o.path, heldLock{read: o.kind == opRLock, at: c.Pos()}, s)
	case opTryLock, opTryRLock:
		s[uncertain] = heldLock{}
	case opUnlock, opRUnlock:
		w.release(o.path, c.Pos(), s)
	}
}

// acquire adds a lock.
func (w *walker) acquire(path accessPath, h heldLock, s lockSet) {
	if !path.known() {
		s[unknownLock] = h
		return
	}
	k := path.key(w.pkg)
	h.path = path
	s[k] = h
	delete(s, releasedForCaller+k)
	delete(s, uncertain+k)
}

// applyCallee applies what a function of the package leaves locked or unlocked for its caller.
func (w *walker) applyCallee(c *ast.CallExpr, s lockSet) {
	f := w.pkg.resolvedCallee(c)
	if f == nil {
		w.applyOpaque(c, s)
		return
	}
	e := w.pkg.effect(f)
	for _, h := range e.unlocks {
		w.release(w.pkg.pathInCaller(h.path, f, c), c.Pos(), s)
	}
	for _, h := range e.locks {
		w.acquire(w.pkg.pathInCaller(h.path, f, c), heldLock{read: h.read, at: c.Pos(), handedOff: h.handedOff}, s)
	}
	e.addUncertainty(s)
}

// locksItself reports whether the function itself locks the path.
func (pkg *packageInfo) locksItself(f *function, path accessPath) bool {
	for _, o := range pkg.ops {
		if o.in == f && (o.kind == opLock || o.kind == opRLock) && o.path.isSpelledLike(path) {
			return true
		}
	}
	return false
}

// neverReturns reports whether a statement never returns: panic, os.Exit, t.Fatal and the like.
func (w *walker) neverReturns(st ast.Stmt) bool {
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
