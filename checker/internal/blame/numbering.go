package blame

import (
	"go/ast"
	"go/token"
)

// mayNumberOtherwise tells whether the compiler may number a function's literals otherwise than they stand there: it leaves out code that cannot run
// (cmd/compile, noder, writer.go), and the go command puts literals around calls of C (cmd/cgo, rewriteCall).
func (u *packageInfo) mayNumberOtherwise(f *function) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			found = found || u.mayBeDecided(n.Cond)
		case *ast.ForStmt:
			found = found || n.Cond != nil && u.mayBeDecided(n.Cond)
		case *ast.SwitchStmt:
			found = found || n.Tag != nil && u.mayBeConstant(n.Tag) || n.Tag == nil && u.mayChoose(n.Body)
		case *ast.SelectorExpr:
			found = found || u.importOf(n.X) == "C"
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

// mayBeDecided tells whether a condition, or a part of it, may be a constant.
func (u *packageInfo) mayBeDecided(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return u.mayBeDecided(e.X)
	case *ast.UnaryExpr:
		return u.mayBeDecided(e.X)
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return u.mayBeDecided(e.X) || u.mayBeDecided(e.Y)
		}
	}
	return u.mayBeConstant(e)
}

// mayChoose tells whether a case of a switch without a tag may be a constant.
func (u *packageInfo) mayChoose(cases *ast.BlockStmt) bool {
	for _, c := range cases.List {
		if c, ok := c.(*ast.CaseClause); ok {
			for _, e := range c.List {
				if u.mayBeDecided(e) {
					return true
				}
			}
		}
	}
	return false
}

// mayBeConstant: it is one, or is made of constants and of names whose meaning is not known, such as runtime.GOOS.
func (u *packageInfo) mayBeConstant(e ast.Expr) bool {
	if u.info.Types[e].Value != nil {
		return true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return u.mayBeConstant(e.X)
	case *ast.UnaryExpr:
		return u.mayBeConstant(e.X)
	case *ast.BinaryExpr:
		return u.mayBeConstant(e.X) && u.mayBeConstant(e.Y)
	case *ast.Ident:
		return u.object(e) == nil
	case *ast.SelectorExpr:
		return u.importOf(e.X) != "" && u.object(e.Sel) == nil
	}
	return false
}

// goesOnBehindEnd tells whether statements stand behind one that ends the function, or jumps away.
func continuesAfterEnd(list []ast.Stmt) bool {
	for i, s := range list {
		if i+1 < len(list) && isEnd(s) {
			return true
		}
	}
	return false
}

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
