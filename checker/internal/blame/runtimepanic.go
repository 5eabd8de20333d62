package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// isIndex tells an index or a slice whose bounds are checked, not the key of a map and not the arguments of a type.
func (l *lineOf) isIndex(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SliceExpr:
		return true
	case *ast.IndexExpr:
		t := l.u.info.Types[n.X]
		return t.Type == nil || !t.IsType() && !isFunc(t.Type) && !isMap(t.Type)
	}
	return false
}

func (l *lineOf) isDivision(n ast.Node) bool {
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

// isInstruction tells a call of a package's function for which the compiler puts instructions instead of a call: no frame tells of it.
func (l *lineOf) isInstruction(c *ast.CallExpr, pkg string) bool {
	sel, ok := unparen(c.Fun).(*ast.SelectorExpr)
	return ok && l.u.importOf(sel.X) == pkg
}

// isDeref tells what follows a pointer that may be nil, or calls a function that may be.
func (l *lineOf) isDeref(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.StarExpr:
		return !l.u.info.Types[n].IsType()
	case *ast.SelectorExpr:
		return l.selects(n)
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

// selects tells whether finding what x.f names follows a pointer, or asks an interface for its method.
func (l *lineOf) selects(e *ast.SelectorExpr) bool {
	s := l.u.info.Selections[e]
	if s == nil {
		return l.u.importOf(e.X) == "" && !l.u.info.Types[e.X].IsType()
	}
	if s.Kind() == types.MethodExpr {
		return false
	}
	f, isMethod := s.Obj().(*types.Func)
	if !isMethod || len(s.Index()) > 1 { // of an embedded field
		return s.Indirect() || isPointer(s.Recv()) || isMethod
	}
	switch recv := f.Signature().Recv(); {
	case types.IsInterface(s.Recv()): // a type parameter too
		return true
	case recv == nil || isPointer(recv.Type()):
		return false
	}
	return isPointer(s.Recv()) // the method gets a copy
}

// callsValue tells the call of a function that a variable holds, or that another call returned.
func (l *lineOf) callsValue(c *ast.CallExpr) bool {
	return l.named(c) == "" && !isNode[*ast.FuncLit](unparen(c.Fun)) && !l.u.info.Types[c.Fun].IsType()
}

func (l *lineOf) mayPointToArray(e ast.Expr) bool {
	t := l.u.info.Types[e]
	switch {
	case t.IsType():
		return false
	case t.Type == nil || isUnknown(t.Type) || isTypeParam(t.Type):
		return true
	}
	p, ok := t.Type.Underlying().(*types.Pointer)
	return ok && isArray(p.Elem())
}

func (l *lineOf) mayBeFunc(e ast.Expr) bool {
	t := l.u.info.TypeOf(e)
	return t == nil || isUnknown(t) || isTypeParam(t) || isFunc(t)
}

func isTypeParam(t types.Type) bool {
	_, ok := t.(*types.TypeParam)
	return ok
}
