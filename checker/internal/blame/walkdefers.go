package blame

import (
	"go/ast"
	"go/token"
)

// A deferredUnlock is a lock that a deferred call unlocks.
type deferredUnlock struct {
	path accessPath
	at   token.Pos
}

// runDeferred applies the deferred unlocks at an exit.
func (w *walker) runDeferred(e exit) {
	var other []deferredUnlock
	for _, k := range sortedKeys(w.deferred) {
		_, held := e.held[k]
		if _, perhaps := e.held[uncertain+k]; !held && !perhaps {
			other = append(other, w.deferred[k])
		}
		delete(e.held, k)
		delete(e.held, uncertain+k)
	}
	for _, d := range other { // the lock may be held under another path
		if d.at < e.at {
			w.releaseAlias(d.path, e.held)
		}
	}
	for _, k := range sortedKeys(e.held) {
		if w.unlockedByReturned[e.held[k].at] {
			delete(e.held, k)
		} else if w.defersUnknown && (isLockKey(k) || k == unknownLock) {
			delete(e.held, k)
			e.held[uncertain] = heldLock{}
		}
	}
}

// deferCall notes the locks that a defer statement unlocks, by a call or in a function literal.
func (w *walker) deferCall(st *ast.DeferStmt, s lockSet) {
	w.recordAtTarget(st, s)
	if lit, ok := st.Call.Fun.(*ast.FuncLit); ok {
		ast.Inspect(lit.Body, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				w.deferUnlock(c, s)
			}
			return true
		})
		return
	}
	now := append([]ast.Expr{st.Call.Fun}, st.Call.Args...) // evaluated by the defer statement itself: m.lock() of defer m.lock()()
	if sel, ok := st.Call.Fun.(*ast.SelectorExpr); ok {
		now[0] = sel.X
	}
	for _, e := range now {
		for k, h := range w.visit(e, s) {
			s[k] = h
		}
	}
	w.deferUnlock(st.Call, s)
}

// deferUnlock notes the locks that a deferred call unlocks.
func (w *walker) deferUnlock(c *ast.CallExpr, s lockSet) {
	if o, ok := w.pkg.callOperation(c); ok {
		if o.kind == opUnlock || o.kind == opRUnlock {
			w.deferPath(o.path, c)
		}
		return
	}
	if from := w.pkg.returningCall(c); from != nil {
		w.unlockedByReturned[from.Pos()] = true
		return
	}
	f := w.pkg.resolvedCallee(c)
	if f == nil {
		w.defersUnknown = w.defersUnknown || w.pkg.isOpaque(c)
		return
	}
	for _, h := range w.pkg.effect(f).unlocks {
		path := w.pkg.pathInCaller(h.path, f, c)
		w.deferPath(path, c)
		if path.known() {
			if _, held := s[path.key(w.pkg)]; !held {
				w.releasedByDefer[path.key(w.pkg)] = heldLock{path: path, at: c.Pos()}
			}
		}
	}
}

// deferPath notes the lock that a deferred call unlocks.
func (w *walker) deferPath(path accessPath, c *ast.CallExpr) {
	if !path.known() {
		w.defersUnknown = true
		return
	}
	w.deferred[path.key(w.pkg)] = deferredUnlock{path, c.Pos()}
}

// returningCall returns the call that returned the function which c calls: s.lock() for s.lock()(), and for unlock()
// after unlock := s.lock(). It returns nil if that is not a function of this package that locks.
func (pkg *packageInfo) returningCall(c *ast.CallExpr) *ast.CallExpr {
	from, ok := unparen(c.Fun).(*ast.CallExpr)
	if id, isName := unparen(c.Fun).(*ast.Ident); isName {
		from, ok = pkg.onlyValue(pkg.object(id)).(*ast.CallExpr)
	}
	if !ok || pkg.resolvedCallee(from) == nil || len(pkg.effect(pkg.resolvedCallee(from)).locks) == 0 {
		return nil
	}
	return from
}

// isDeferredByLocker reports whether a function that uses locks defers a call of f. Then f may run before the deferred
// Unlock. The stack of a race does not always name the function with the defer statement.
func (pkg *packageInfo) isDeferredByLocker(f *function) bool {
	found := false
	for _, by := range pkg.funcs {
		if !pkg.involvesLocks(by) {
			continue
		}
		ast.Inspect(by.body, func(n ast.Node) bool {
			if lit, ok := n.(*ast.FuncLit); ok && lit != by.lit && pkg.functionOfLit(lit) != f {
				return false
			}
			if d, ok := n.(*ast.DeferStmt); ok {
				found = found || pkg.resolvedCallee(d.Call) == f
			}
			return !found
		})
	}
	return found
}
