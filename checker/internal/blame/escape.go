package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// mayBeShared reports whether other goroutines may have access to the variable that an expression names. The answer is
// true if it is unknown.
func (pkg *packageInfo) mayBeShared(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return pkg.mayBeShared(e.X)
	case *ast.StarExpr:
		return true
	case *ast.Ident:
		o := pkg.info.Uses[e]
		if o == nil {
			o = pkg.info.Defs[e]
		}
		v, ok := o.(*types.Var)
		if !ok {
			return o == nil && e.Name != "_"
		}
		return !isLocal(v) || pkg.escapingVars()[v]
	case *ast.SelectorExpr:
		s := pkg.info.Selections[e]
		switch {
		case s == nil:
			o := pkg.info.Uses[e.Sel]
			_, isVar := o.(*types.Var)
			return o == nil || isVar // a variable of another package
		case s.Kind() != types.FieldVal:
			return false
		}
		return s.Indirect() || isPointer(s.Recv()) || pkg.mayBeShared(e.X)
	case *ast.IndexExpr:
		t := pkg.info.TypeOf(e.X)
		if t == nil || !isArray(t) {
			return true
		}
		return pkg.mayBeShared(e.X)
	}
	return false
}

// escapingVars returns the local variables that a literal shares with the function around it, and those whose address is
// taken.
func (pkg *packageInfo) escapingVars() map[*types.Var]bool {
	if pkg.escaping != nil {
		return pkg.escaping
	}
	pkg.escaping = map[*types.Var]bool{}
	mark := func(e ast.Expr) {
		for {
			switch x := e.(type) {
			case *ast.ParenExpr:
				e = x.X
				continue
			case *ast.SelectorExpr:
				e = x.X
				continue
			case *ast.IndexExpr:
				e = x.X
				continue
			case *ast.Ident:
				if v, ok := pkg.info.Uses[x].(*types.Var); ok {
					pkg.escaping[v] = true
				}
			}
			return
		}
	}
	for _, f := range pkg.sortedFiles() {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					mark(n.X)
				}
			case *ast.SliceExpr:
				mark(n.X)
			case *ast.SelectorExpr:
				if s := pkg.info.Selections[n]; s != nil && s.Kind() == types.MethodVal && !isPointer(s.Recv()) {
					mark(n.X)
				}
			case *ast.FuncLit:
				ast.Inspect(n.Body, func(x ast.Node) bool {
					if id, ok := x.(*ast.Ident); ok {
						if v, ok := pkg.info.Uses[id].(*types.Var); ok && (v.Pos() < n.Pos() || v.Pos() > n.End()) {
							pkg.escaping[v] = true
						}
					}
					return true
				})
			}
			return true
		})
	}
	return pkg.escaping
}

// isPointer reports whether the type is a pointer.
func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// isArray reports whether the type is an array.
func isArray(t types.Type) bool {
	_, ok := t.Underlying().(*types.Array)
	return ok
}

// pointsToElements reports whether a value of the type refers to memory outside of itself, or may do so.
func pointsToElements(t types.Type) bool {
	if t == nil {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() == types.String || t.Kind() == types.Invalid
	case *types.Slice, *types.Map, *types.Chan, *types.Pointer, *types.Interface, *types.Signature:
		return true
	}
	return false
}
