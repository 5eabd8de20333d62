package course

import (
	"go/ast"
	"go/token"
)

// noteQuestion remembers the calls runtime.GOMAXPROCS(0), which only ask. Every other use of GOMAXPROCS can set a value, and the test chooses the number of
// processors.
func (r *refuser) noteQuestion(n *ast.CallExpr) {
	if len(n.Args) != 1 {
		return
	}
	if zero, ok := n.Args[0].(*ast.BasicLit); ok && zero.Value == "0" {
		r.questions[n.Fun] = true
	}
}

// checkAssigned refuses that the file changes a variable of another package, such as io.EOF or context.Canceled: the tests use the same variable.
func (r *refuser) checkAssigned(e ast.Expr) {
	if s := importedVariable(e, r.packages); s != nil {
		r.add(WhyReach, s.Pos(), s.X.(*ast.Ident).Name+"."+s.Sel.Name+" =", true)
	}
}

// assigned returns what the node gives a value to, or takes the address of, without declaring it.
func assigned(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return []ast.Expr{n.Key, n.Value}
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	}
	return nil
}

// importedVariable returns the name in another package of which the expression is a part, or nil. packages are the names of the file's imports.
func importedVariable(e ast.Expr, packages map[string]bool) *ast.SelectorExpr {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return importedVariable(e.X, packages)
	case *ast.StarExpr:
		return importedVariable(e.X, packages)
	case *ast.IndexExpr:
		return importedVariable(e.X, packages)
	case *ast.SliceExpr:
		return importedVariable(e.X, packages)
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok && x.Obj == nil && packages[x.Name] {
			return e
		}
		return importedVariable(e.X, packages)
	}
	return nil
}
