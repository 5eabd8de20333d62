package instrument

import (
	"go/ast"
	"go/token"
)

// branchExits returns the statements with which a branch leaves the code around it: return, continue, break and goto in an if or in a case.
// A schedule's picture shows which of them was executed. A break that only ends its case does not count.
func branchExits(f *ast.File) map[ast.Stmt]bool {
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

// inBranch reports whether the position is inside an if or a case of the innermost function.
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

// breaksLoop reports whether a break without a label ends a loop.
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
