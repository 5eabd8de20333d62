package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// mayRead reports whether a statement can read memory that other goroutines can access.
func (l *sourceLine) mayRead(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			if l.addressReads(e) || n.Tok != token.ASSIGN && n.Tok != token.DEFINE && l.pkg.mayBeShared(e) {
				return true
			}
		}
		return l.anyExprReads(n.Rhs...)
	case *ast.IncDecStmt:
		return l.anyExprReads(n.X)
	case *ast.ExprStmt:
		return l.anyExprReads(n.X)
	case *ast.SendStmt:
		return l.anyExprReads(n.Chan, n.Value)
	case *ast.ReturnStmt:
		return l.anyExprReads(n.Results...)
	case *ast.GoStmt:
		return l.anyExprReads(n.Call)
	case *ast.DeferStmt:
		return l.anyExprReads(n.Call)
	case *ast.RangeStmt:
		return l.anyExprReads(n.X) || pointsToElements(l.pkg.info.TypeOf(n.X))
	case *ast.SelectStmt:
		return true // it reads the channels of its cases
	case ast.Expr:
		return l.anyExprReads(n)
	}
	found := false
	l.inspect(n, func(n ast.Node) {
		if v, ok := n.(*ast.ValueSpec); ok {
			found = found || l.anyExprReads(v.Values...)
		}
	})
	return found
}

// anyExprReads reports whether one of the expressions can read shared memory.
func (l *sourceLine) anyExprReads(list ...ast.Expr) bool {
	for _, e := range list {
		if l.exprReads(e) {
			return true
		}
	}
	return false
}

// exprReads reports whether the evaluation of an expression can read shared memory.
func (l *sourceLine) exprReads(e ast.Expr) bool {
	switch e := e.(type) {
	case nil, *ast.BasicLit:
		return false
	case *ast.FuncLit:
		found := false
		if l.pkg.line(e.Pos()) == l.line || l.pkg.line(e.End()) == l.line {
			l.inspect(e.Body, func(n ast.Node) {
				x, ok := n.(ast.Expr)
				found = found || ok && l.pkg.mayBeShared(x)
			})
		}
		return found
	case *ast.ParenExpr:
		return l.exprReads(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return l.addressReads(e.X)
		}
		return l.exprReads(e.X)
	case *ast.BinaryExpr:
		return l.anyExprReads(e.X, e.Y)
	case *ast.KeyValueExpr:
		return l.anyExprReads(e.Value) || !isNode[*ast.Ident](e.Key) && l.exprReads(e.Key)
	case *ast.CompositeLit:
		return l.anyExprReads(e.Elts...)
	case *ast.TypeAssertExpr:
		return l.exprReads(e.X)
	case *ast.CallExpr:
		return l.callReads(e)
	case *ast.SliceExpr:
		return l.pkg.mayBeShared(e.X) || l.exprReads(e.X) || l.anyExprReads(e.Low, e.High, e.Max)
	}
	return l.pkg.mayBeShared(e) || l.addressReads(e)
}

// callReads reports whether the evaluation of a call's arguments and receiver can read shared memory.
func (l *sourceLine) callReads(c *ast.CallExpr) bool {
	if l.anyExprReads(c.Args...) {
		return true
	}
	switch calleeName(c) {
	case "append", "copy", "len", "cap", "string", "min", "max":
		holds := func(e ast.Expr) bool { return pointsToElements(l.pkg.info.TypeOf(e)) }
		if isNode[*ast.Ident](c.Fun) && len(c.Args) > 0 && (holds(c.Args[0]) || holds(c.Args[len(c.Args)-1])) { // append reads the elements of its first argument
			return true
		}
	}
	sel, ok := unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return l.exprReads(c.Fun)
	}
	s := l.pkg.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal {
		return l.exprReads(sel)
	}
	f, ok := s.Obj().(*types.Func)
	if ok && isPointer(f.Signature().Recv().Type()) && !isPointer(s.Recv()) {
		return l.addressReads(sel.X) // x.Lock() is (&x).Lock()
	}
	return l.exprReads(sel.X) || ok && !isPointer(f.Signature().Recv().Type()) && isPointer(s.Recv()) // a value method reads the value that the pointer points to
}

// addressReads reports whether finding a variable's address can read shared memory: x of x.f, if x is a pointer.
func (l *sourceLine) addressReads(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return l.addressReads(e.X)
	case *ast.StarExpr:
		return l.exprReads(e.X)
	case *ast.SelectorExpr:
		if t := l.pkg.info.TypeOf(e.X); t != nil && isPointer(t) {
			return l.exprReads(e.X)
		}
		return l.addressReads(e.X)
	case *ast.IndexExpr:
		if l.exprReads(e.Index) {
			return true
		}
		if t := l.pkg.info.TypeOf(e.X); t != nil && isArray(t) {
			return l.addressReads(e.X)
		}
		return l.exprReads(e.X)
	case *ast.CallExpr, *ast.CompositeLit:
		return l.exprReads(e)
	}
	return false
}

// mayWrite reports whether a statement can write shared memory, or make a value that other goroutines get.
func (l *sourceLine) mayWrite(n ast.Node) bool {
	found := false
	target := func(list ...ast.Expr) {
		for _, e := range list {
			found = found || e != nil && l.pkg.mayBeShared(e)
		}
	}
	visit := func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			target(n.Lhs...)
		case *ast.IncDecStmt:
			target(n.X)
		case *ast.ValueSpec:
			for _, name := range n.Names {
				target(name)
			}
		case *ast.CompositeLit:
			found = true
		case *ast.CallExpr:
			switch calleeName(n) {
			case "append", "copy", "clear", "delete", "make", "new":
				found = found || isNode[*ast.Ident](n.Fun)
			}
		}
	}
	if r, ok := n.(*ast.RangeStmt); ok {
		target(r.Key, r.Value)
		l.inspect(r.X, visit)
		return found
	}
	if isNode[*ast.SelectStmt](n) {
		return false
	}
	l.inspect(n, visit)
	return found
}
