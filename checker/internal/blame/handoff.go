package blame

import (
	"go/ast"
	"go/types"
	"slices"
)

// handOff marks held locks of these classes as handed off: from now on, another goroutine or the caller of a stored
// function may unlock them.
func (w *walker) handOff(s lockSet, classes ...types.Object) {
	for k, h := range s {
		if isLockKey(k) && slices.Contains(classes, w.pkg.aliasClassOf(h.path)) {
			h.handedOff = true
			s[k] = h
		}
	}
}

// goStmt hands off the locks that the new goroutine unlocks without having locked them.
func (w *walker) goStmt(st *ast.GoStmt, s lockSet) {
	if o, ok := w.pkg.callOperation(st.Call); ok && (o.kind == opUnlock || o.kind == opRUnlock) {
		w.handOff(s, w.pkg.aliasClassOf(o.path))
	}
	w.handOff(s, w.pkg.releasedClasses(w.pkg.resolvedCallee(st.Call))...)
	for _, a := range st.Call.Args {
		w.handOffEscaping(a, s)
	}
}

// releasedClasses returns the alias classes of the locks that a function unlocks without having locked them.
func (pkg *packageInfo) releasedClasses(f *function) []types.Object {
	if f == nil {
		return nil
	}
	var out []types.Object
	for _, h := range pkg.effect(f).unlocks {
		out = append(out, pkg.aliasClassOf(h.path))
	}
	return out
}

// handOffEscaping hands off the locks that a function value unlocks, if the statement stores or passes the value so that
// others may call it: s.release = func() { s.mu.Unlock() }. A return statement does not count: the caller gets the
// function and the lock together.
func (w *walker) handOffEscaping(n ast.Node, s lockSet) {
	if isNode[*ast.ReturnStmt](n) {
		return
	}
	here := map[ast.Node]bool{} // function values that are called here or assigned to a local variable
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			here[unparen(n.Fun)] = true
			w.applyFuncArgs(n, s)
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				here[l] = true
				if isNode[*ast.Ident](l) && len(n.Lhs) == len(n.Rhs) && w.pkg.onlyValue(w.pkg.object(l.(*ast.Ident))) == n.Rhs[i] {
					here[n.Rhs[i]] = true
				}
			}
		case *ast.FuncLit:
			if !here[n] {
				w.handOff(s, w.pkg.releasedClasses(w.pkg.functionOfLit(n))...)
			}
			return false
		case *ast.Ident:
			if lit, ok := w.pkg.onlyValue(w.pkg.object(n)).(*ast.FuncLit); ok && !here[n] {
				w.handOff(s, w.pkg.releasedClasses(w.pkg.functionOfLit(lit))...)
			}
		case *ast.SelectorExpr:
			if !here[n] {
				w.handOff(s, w.pkg.releasedByValue(n)...)
			}
		}
		return true
	})
}

// applyFuncArgs adds the uncertain effects of function literals that a call gets as arguments: the call may run them.
func (w *walker) applyFuncArgs(c *ast.CallExpr, s lockSet) {
	for _, a := range c.Args {
		lit, ok := a.(*ast.FuncLit)
		if !ok || w.pkg.functionOfLit(lit) == nil || w.pkg.functionOfLit(lit).startedByGo {
			continue
		}
		e := w.pkg.effect(w.pkg.functionOfLit(lit))
		e.uncertain = e.uncertain || len(e.locks) > 0
		e.addUncertainty(s)
	}
}

// releasedByValue returns the alias classes of the locks that a method value unlocks: m.mu.Unlock, or m.leave.
func (pkg *packageInfo) releasedByValue(n *ast.SelectorExpr) []types.Object {
	s := pkg.info.Selections[n]
	if s == nil || s.Kind() != types.MethodVal {
		return nil
	}
	if s.Obj().Pkg() != nil && s.Obj().Pkg().Path() == "sync" && (n.Sel.Name == "Unlock" || n.Sel.Name == "RUnlock") {
		return []types.Object{pkg.aliasClassOf(pkg.receiverPath(&ast.CallExpr{Fun: n}))}
	}
	return pkg.releasedClasses(pkg.functionOf(pkg.object(n.Sel)))
}

// returnsFunc reports whether a statement returns a function.
func (pkg *packageInfo) returnsFunc(st *ast.ReturnStmt) bool {
	return slices.ContainsFunc(st.Results, func(e ast.Expr) bool {
		t := pkg.info.TypeOf(e)
		if t == nil || types.ExprString(e) == "nil" {
			return false
		}
		_, isFunc := t.Underlying().(*types.Signature)
		return isFunc
	})
}
