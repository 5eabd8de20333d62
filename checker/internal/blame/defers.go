package blame

import (
	"go/ast"
	"go/token"
)

// A deferral is a lock that a deferred call unlocks.
type deferral struct {
	ref accessPath
	at  token.Pos
}

// runDeferred takes into account what the deferred calls unlock at an exit.
func (w *walker) runDeferred(e exit) {
	var other []deferral
	for _, k := range sortedKeys(w.deferred) {
		_, held := e.held[k]
		if _, perhaps := e.held[uncertain+k]; !held && !perhaps {
			other = append(other, w.deferred[k])
		}
		delete(e.held, k)
		delete(e.held, uncertain+k)
	}
	for _, d := range other { // it may be held under another name
		if d.at < e.at {
			w.releaseMate(d.ref, e.held)
		}
	}
	for _, k := range sortedKeys(e.held) {
		if w.returned[e.held[k].at] {
			delete(e.held, k)
		} else if w.gaveAway && (named(k) || k == unknownLock) {
			delete(e.held, k)
			e.held[uncertain] = heldLock{}
		}
	}
}

// deferCall takes a deferred unlock into account, alone or in a literal.
func (w *walker) deferCall(st *ast.DeferStmt, s lockSet) {
	w.see(st, s)
	if lit, ok := st.Call.Fun.(*ast.FuncLit); ok {
		ast.Inspect(lit.Body, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				w.deferUnlock(c, s)
			}
			return true
		})
		return
	}
	now := append([]ast.Expr{st.Call.Fun}, st.Call.Args...) // is found out at once: lock of defer m.lock()()
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

// deferUnlock notes what a deferred call unlocks.
func (w *walker) deferUnlock(c *ast.CallExpr, s lockSet) {
	if o, ok := w.u.callOperation(c); ok {
		if o.kind == opUnlock || o.kind == opRUnlock {
			w.deferRef(o.ref, c)
		}
		return
	}
	if from := w.u.handle(c); from != nil {
		w.returned[from.Pos()] = true
		return
	}
	f := w.u.runs(c)
	if f == nil {
		w.gaveAway = w.gaveAway || w.u.isOpaque(c)
		return
	}
	for _, h := range w.u.effect(f).unlocks {
		r := w.u.argument(h.ref, f, c)
		w.deferRef(r, c)
		if r.known() {
			if _, held := s[r.key(w.u)]; !held {
				w.gives[r.key(w.u)] = heldLock{ref: r, at: c.Pos()}
			}
		}
	}
}

func (w *walker) deferRef(r accessPath, c *ast.CallExpr) {
	if !r.known() {
		w.gaveAway = true
		return
	}
	w.deferred[r.key(w.u)] = deferral{r, c.Pos()}
}

// handle is the call that returned the function which a call calls: s.lock() of defer s.lock()(), and of unlock := s.lock(); unlock(). Nil: it is none of
// the package's.
func (u *packageInfo) handle(c *ast.CallExpr) *ast.CallExpr {
	from, ok := unparen(c.Fun).(*ast.CallExpr)
	if id, isName := unparen(c.Fun).(*ast.Ident); isName {
		from, ok = u.onlyValue(u.object(id)).(*ast.CallExpr)
	}
	if !ok || u.runs(from) == nil || len(u.effect(u.runs(from)).locks) == 0 {
		return nil
	}
	return from
}

// isDeferredByLocker tells whether a function that has to do with locks defers a call of f: then f may run before the deferred Unlock. A race's stack does
// not always name who deferred it.
func (u *packageInfo) isDeferredByLocker(f *function) bool {
	found := false
	for _, by := range u.funcs {
		if !u.locks(by) {
			continue
		}
		ast.Inspect(by.body, func(n ast.Node) bool {
			if lit, ok := n.(*ast.FuncLit); ok && lit != by.lit && u.byLit(lit) != f {
				return false
			}
			if d, ok := n.(*ast.DeferStmt); ok {
				found = found || u.runs(d.Call) == f
			}
			return !found
		})
	}
	return found
}
