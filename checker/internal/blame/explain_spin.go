package blame

import (
	"go/ast"
	"go/token"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// spins is the rule of a test's record that a goroutine asks again and again instead of waiting.
const spins = "no-spin"

// busyLoop recognises BusyLoop in a record of the rule spins: the loop around the goroutine's line, or the only such loop of the function. Nothing in the
// loop can block.
func (s *sources) busyLoop(f goout.Finding) goout.Finding {
	pkg, in, ok := s.functionAt(goout.Location{File: f.File, Line: f.Line})
	if !ok {
		return goout.Finding{}
	}
	var around, all []*ast.ForStmt
	ast.Inspect(in.outermost().body, func(n ast.Node) bool {
		if loop, ok := n.(*ast.ForStmt); ok && !mayBlock(loop) {
			all = append(all, loop)
			if pkg.line(loop.Pos()) <= f.Line && f.Line <= pkg.line(loop.End()) {
				around = append(around, loop)
			}
		}
		return true
	})
	if len(around) == 0 {
		around = all
	}
	if len(around) != 1 {
		return goout.Finding{}
	}
	at := pkg.location(around[0].Pos())
	return withPattern(goout.Finding{File: at.File, Line: at.Line, Func: at.Func}, BusyLoop)
}

// blockingCalls are the methods at which a goroutine waits.
var blockingCalls = []string{"Lock", "RLock", "Wait", "Sleep", "Acquire"}

// mayBlock reports whether a goroutine can wait inside the loop: at a channel, a select without default, a lock or a WaitGroup. What a function literal does
// is another goroutine's matter, as a rule.
func mayBlock(loop *ast.ForStmt) bool {
	blocks := false
	ast.Inspect(loop, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectStmt:
			if !hasDefault(n) {
				blocks = true
			}
			for _, c := range n.Body.List { // the operations of the cases do not block beside a default, what they lead to may
				for _, stmt := range c.(*ast.CommClause).Body {
					blocks = blocks || mayBlock(&ast.ForStmt{Body: &ast.BlockStmt{List: []ast.Stmt{stmt}}})
				}
			}
			return false
		case *ast.SendStmt:
			blocks = true
		case *ast.UnaryExpr:
			blocks = blocks || n.Op == token.ARROW
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok && slices.Contains(blockingCalls, sel.Sel.Name) {
				blocks = true
			}
		}
		return !blocks
	})
	return blocks
}

// hasDefault reports whether a select has a default case.
func hasDefault(s *ast.SelectStmt) bool {
	return slices.ContainsFunc(s.Body.List, func(c ast.Stmt) bool { return c.(*ast.CommClause).Comm == nil })
}
