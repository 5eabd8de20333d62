package instrument

import (
	"go/ast"
	"go/token"
)

// leavings finds the statements by which a branch leaves what is around it: the return, continue, break and goto in an if or a case. Which of them was
// taken is part of a schedule's picture. A plain break that only ends its case is none.
func leavings(f *ast.File) map[ast.Stmt]bool {
	out := map[ast.Stmt]bool{}
	var stack []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		switch n := n.(type) {
		case *ast.ReturnStmt:
			out[n] = inBranch(stack)
		case *ast.BranchStmt:
			out[n] = n.Tok != token.FALLTHROUGH && inBranch(stack) && (n.Tok != token.BREAK || n.Label != nil || breaksLoop(stack))
		}
		stack = append(stack, n)
		return true
	})
	return out
}

// inBranch says whether the innermost function around has an if or a case around the place.
func inBranch(stack []ast.Node) bool {
	for i := len(stack) - 1; i >= 0; i-- {
		switch stack[i].(type) {
		case *ast.IfStmt, *ast.CaseClause, *ast.CommClause:
			return true
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		}
	}
	return false
}

// breaksLoop says whether a break without a label ends a loop.
func breaksLoop(stack []ast.Node) bool {
	for i := len(stack) - 1; i >= 0; i-- {
		switch stack[i].(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return true
		case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			return false
		}
	}
	return false
}
