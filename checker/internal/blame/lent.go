package blame

import (
	"go/ast"
	"go/types"
	"slices"
)

// lend notes that locks of these classes may be given back from now on by somebody else: a goroutine, or whoever calls a function that is kept.
func (w *walker) lend(s lockSet, classes ...types.Object) {
	for k, h := range s {
		if named(k) && slices.Contains(classes, w.u.aliasClassOf(h.ref)) {
			h.lent = true
			s[k] = h
		}
	}
}

// starts: the goroutine gives back what it has not taken.
func (w *walker) starts(st *ast.GoStmt, s lockSet) {
	if o, ok := w.u.callOperation(st.Call); ok && (o.kind == opUnlock || o.kind == opRUnlock) {
		w.lend(s, w.u.aliasClassOf(o.ref))
	}
	w.lend(s, w.u.unlocksOf(w.u.runs(st.Call))...)
	for _, a := range st.Call.Args {
		w.keeps(a, s)
	}
}

// unlocksOf are the classes of the locks that a function gives back without having taken them.
func (u *packageInfo) unlocksOf(f *function) []types.Object {
	if f == nil {
		return nil
	}
	var out []types.Object
	for _, h := range u.effect(f).unlocks {
		out = append(out, u.aliasClassOf(h.ref))
	}
	return out
}

// keeps looks for functions that a statement hands on as values, and that others may call: s.release = func() { s.mu.Unlock() }. What a function returns is
// its caller's, who is the one that has the lock too.
func (w *walker) keeps(n ast.Node, s lockSet) {
	if isNode[*ast.ReturnStmt](n) {
		return
	}
	here := map[ast.Node]bool{} // called here, or only given a name
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			here[unparen(n.Fun)] = true
			w.mayRun(n, s)
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				here[l] = true
				if isNode[*ast.Ident](l) && len(n.Lhs) == len(n.Rhs) && w.u.onlyValue(w.u.object(l.(*ast.Ident))) == n.Rhs[i] {
					here[n.Rhs[i]] = true
				}
			}
		case *ast.FuncLit:
			if !here[n] {
				w.lend(s, w.u.unlocksOf(w.u.byLit(n))...)
			}
			return false
		case *ast.Ident:
			if lit, ok := w.u.onlyValue(w.u.object(n)).(*ast.FuncLit); ok && !here[n] {
				w.lend(s, w.u.unlocksOf(w.u.byLit(lit))...)
			}
		case *ast.SelectorExpr:
			if !here[n] {
				w.lend(s, w.u.unlockValue(n)...)
			}
		}
		return true
	})
}

// mayRun: a function that a call gets may be run by it, and leave locks behind.
func (w *walker) mayRun(c *ast.CallExpr, s lockSet) {
	for _, a := range c.Args {
		lit, ok := a.(*ast.FuncLit)
		if !ok || w.u.byLit(lit) == nil || w.u.byLit(lit).isGo {
			continue
		}
		e := w.u.effect(w.u.byLit(lit))
		e.unsure = e.unsure || len(e.locks) > 0
		e.leaveDoubt(s)
	}
}

// unlockValue are the classes of the locks that a method value unlocks: of m.mu.Unlock, and of m.leave.
func (u *packageInfo) unlockValue(n *ast.SelectorExpr) []types.Object {
	s := u.info.Selections[n]
	if s == nil || s.Kind() != types.MethodVal {
		return nil
	}
	if s.Obj().Pkg() != nil && s.Obj().Pkg().Path() == "sync" && (n.Sel.Name == "Unlock" || n.Sel.Name == "RUnlock") {
		return []types.Object{u.aliasClassOf(u.receiver(&ast.CallExpr{Fun: n}))}
	}
	return u.unlocksOf(u.byObject(u.object(n.Sel)))
}

// returnsFunc tells whether a statement returns a function.
func (u *packageInfo) returnsFunc(st *ast.ReturnStmt) bool {
	return slices.ContainsFunc(st.Results, func(e ast.Expr) bool {
		t := u.info.TypeOf(e)
		if t == nil || types.ExprString(e) == "nil" {
			return false
		}
		_, isFunc := t.Underlying().(*types.Signature)
		return isFunc
	})
}
