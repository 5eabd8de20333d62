package blame

import (
	"go/ast"
	"go/token"
)

// mayNumberOtherwise reports whether the compiler may number a function's literals in another way than their order in
// the source: it leaves out code that cannot run (cmd/compile, noder, writer.go), and cgo puts literals around calls of
// C (cmd/cgo, rewriteCall).
func (pkg *packageInfo) mayNumberOtherwise(f *function) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			found = found || pkg.mayBeConstantCondition(n.Cond)
		case *ast.ForStmt:
			found = found || n.Cond != nil && pkg.mayBeConstantCondition(n.Cond)
		case *ast.SwitchStmt:
			found = found || n.Tag != nil && pkg.mayBeConstant(n.Tag) || n.Tag == nil && pkg.mayHaveConstantCase(n.Body)
		case *ast.SelectorExpr:
			found = found || pkg.importOf(n.X) == "C"
		case *ast.BlockStmt:
			found = found || continuesAfterEnd(n.List)
		case *ast.CaseClause:
			found = found || continuesAfterEnd(n.Body)
		case *ast.CommClause:
			found = found || continuesAfterEnd(n.Body)
		}
		return !found
	})
	return found
}

// mayBeConstantCondition reports whether a condition or an operand of its && and || may be constant.
func (pkg *packageInfo) mayBeConstantCondition(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return pkg.mayBeConstantCondition(e.X)
	case *ast.UnaryExpr:
		return pkg.mayBeConstantCondition(e.X)
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return pkg.mayBeConstantCondition(e.X) || pkg.mayBeConstantCondition(e.Y)
		}
	}
	return pkg.mayBeConstant(e)
}

// mayHaveConstantCase reports whether a case of a switch without a tag may be constant.
func (pkg *packageInfo) mayHaveConstantCase(cases *ast.BlockStmt) bool {
	for _, c := range cases.List {
		if c, ok := c.(*ast.CaseClause); ok {
			for _, e := range c.List {
				if pkg.mayBeConstantCondition(e) {
					return true
				}
			}
		}
	}
	return false
}

// mayBeConstant reports whether the expression is constant, or is made of constants and unknown names such as
// runtime.GOOS.
func (pkg *packageInfo) mayBeConstant(e ast.Expr) bool {
	if pkg.info.Types[e].Value != nil {
		return true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return pkg.mayBeConstant(e.X)
	case *ast.UnaryExpr:
		return pkg.mayBeConstant(e.X)
	case *ast.BinaryExpr:
		return pkg.mayBeConstant(e.X) && pkg.mayBeConstant(e.Y)
	case *ast.Ident:
		return pkg.object(e) == nil
	case *ast.SelectorExpr:
		return pkg.importOf(e.X) != "" && pkg.object(e.Sel) == nil
	}
	return false
}

// continuesAfterEnd reports whether statements follow one that ends the function or jumps away. The compiler leaves them
// out.
func continuesAfterEnd(list []ast.Stmt) bool {
	for i, s := range list {
		if i+1 < len(list) && isEnd(s) {
			return true
		}
	}
	return false
}

// isEnd reports whether the statement ends the function or jumps away.
func isEnd(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.GOTO
	case *ast.ExprStmt:
		return callOf("panic")(unparen(s.X))
	case *ast.BlockStmt:
		return len(s.List) > 0 && isEnd(s.List[len(s.List)-1])
	case *ast.IfStmt:
		return s.Else != nil && isEnd(s.Body) && isEnd(s.Else)
	}
	return false
}
