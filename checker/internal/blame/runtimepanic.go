package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// isIndex reports whether the node is an index or slice expression with a bounds check. A map's key and type arguments
// are not.
func (l *sourceLine) isIndex(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SliceExpr:
		return true
	case *ast.IndexExpr:
		t := l.pkg.info.Types[n.X]
		return t.Type == nil || !t.IsType() && !isFunc(t.Type) && !isMap(t.Type)
	}
	return false
}

// isDivision reports whether the node divides integers or may do so.
func (l *sourceLine) isDivision(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		return n.Op == token.QUO || n.Op == token.REM
	case *ast.AssignStmt:
		return n.Tok == token.QUO_ASSIGN || n.Tok == token.REM_ASSIGN
	case *ast.CallExpr:
		return l.isInstruction(n, "math/bits")
	}
	return false
}

// isInstruction reports whether the call is of a function of the package that the compiler replaces with instructions,
// so that the stack has no frame for it.
func (l *sourceLine) isInstruction(c *ast.CallExpr, importPath string) bool {
	sel, ok := unparen(c.Fun).(*ast.SelectorExpr)
	return ok && l.pkg.importOf(sel.X) == importPath
}

// isDeref reports whether the node dereferences a pointer that may be nil, or calls a function that may be nil.
func (l *sourceLine) isDeref(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.StarExpr:
		return !l.pkg.info.Types[n].IsType()
	case *ast.SelectorExpr:
		return l.selectsThroughPointer(n)
	case *ast.IndexExpr:
		return l.mayPointToArray(n.X)
	case *ast.SliceExpr:
		return l.mayPointToArray(n.X)
	case *ast.RangeStmt:
		return n.Value != nil && l.mayPointToArray(n.X) || l.mayBeFunc(n.X)
	case *ast.CallExpr:
		return l.callsValue(n) || l.isInstruction(n, "sync/atomic")
	}
	return false
}

// selectsThroughPointer reports whether the selection x.f dereferences a pointer or looks up a method of an interface.
func (l *sourceLine) selectsThroughPointer(e *ast.SelectorExpr) bool {
	s := l.pkg.info.Selections[e]
	if s == nil {
		return l.pkg.importOf(e.X) == "" && !l.pkg.info.Types[e.X].IsType()
	}
	if s.Kind() == types.MethodExpr {
		return false
	}
	f, isMethod := s.Obj().(*types.Func)
	if !isMethod || len(s.Index()) > 1 { // a method of an embedded field
		return s.Indirect() || isPointer(s.Recv()) || isMethod
	}
	switch recv := f.Signature().Recv(); {
	case types.IsInterface(s.Recv()): // or a type parameter
		return true
	case recv == nil || isPointer(recv.Type()):
		return false
	}
	return isPointer(s.Recv()) // the method gets a copy
}

// callsValue reports whether the call is of a function that a variable holds or another call returned.
func (l *sourceLine) callsValue(c *ast.CallExpr) bool {
	return l.declaredCallee(c) == "" && !isNode[*ast.FuncLit](unparen(c.Fun)) && !l.pkg.info.Types[c.Fun].IsType()
}

// mayPointToArray reports whether the expression is a pointer to an array or its type is unknown.
func (l *sourceLine) mayPointToArray(e ast.Expr) bool {
	t := l.pkg.info.Types[e]
	switch {
	case t.IsType():
		return false
	case t.Type == nil || isUnknown(t.Type) || isTypeParam(t.Type):
		return true
	}
	p, ok := t.Type.Underlying().(*types.Pointer)
	return ok && isArray(p.Elem())
}

// mayBeFunc reports whether the expression is a function or its type is unknown.
func (l *sourceLine) mayBeFunc(e ast.Expr) bool {
	t := l.pkg.info.TypeOf(e)
	return t == nil || isUnknown(t) || isTypeParam(t) || isFunc(t)
}

// isTypeParam reports whether the type is a type parameter.
func isTypeParam(t types.Type) bool {
	_, ok := t.(*types.TypeParam)
	return ok
}
