package grade

import (
	"go/ast"
	"go/token"
)

// orderFree reports whether it makes no difference in which order a range goes through a map: its body only copies entries to the same keys of
// another map, adds up, or deletes, and uses nothing of what it has made so far.
func orderFree(r *ast.RangeStmt) bool {
	key, ok := r.Key.(*ast.Ident)
	if !ok || r.Tok != token.DEFINE {
		return false
	}
	made, used := map[string]bool{}, map[string]bool{}
	for _, s := range r.Body.List {
		switch s := s.(type) {
		case *ast.IncDecStmt:
			made[baseOf(s.X)] = true
			useIndexes(s.X, used)
		case *ast.AssignStmt:
			if len(s.Lhs) != 1 || !addsUp(s.Tok) && !(s.Tok == token.ASSIGN && isEntry(s.Lhs[0], key.Name)) || calls(s) {
				return false
			}
			made[baseOf(s.Lhs[0])] = true
			useIndexes(s.Lhs[0], used)
			useNames(s.Rhs[0], used)
		case *ast.ExprStmt:
			c, ok := s.X.(*ast.CallExpr)
			if name, isName := calledName(c, ok); !isName || name != "delete" || len(c.Args) != 2 {
				return false
			}
			made[baseOf(c.Args[0])] = true
			useNames(c.Args[1], used)
		default:
			return false
		}
	}
	for name := range made {
		if name == "" || used[name] {
			return false
		}
	}
	return true
}

// addsUp reports whether an assignment comes to the same in any order.
func addsUp(tok token.Token) bool {
	return tok == token.ADD_ASSIGN || tok == token.OR_ASSIGN || tok == token.XOR_ASSIGN || tok == token.SUB_ASSIGN
}

// isEntry reports whether the expression is x[key].
func isEntry(e ast.Expr, key string) bool {
	i, ok := e.(*ast.IndexExpr)
	if !ok {
		return false
	}
	id, ok := i.Index.(*ast.Ident)
	return ok && id.Name == key
}

// calls reports whether the statement calls something, waits for something or makes a function.
func calls(s ast.Stmt) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr, *ast.FuncLit:
			found = true
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW || n.Op == token.AND
		}
		return !found
	})
	return found
}

// calledName returns the name of a predeclared function that is called.
func calledName(c *ast.CallExpr, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	id, ok := c.Fun.(*ast.Ident)
	if !ok || id.Obj != nil {
		return "", false
	}
	return id.Name, true
}

// baseOf returns the variable with which the expression begins: x of x.y[z]; or "".
func baseOf(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return baseOf(e.X)
	case *ast.IndexExpr:
		return baseOf(e.X)
	}
	return ""
}

// useIndexes adds the names in the indexes of an expression that is assigned to.
func useIndexes(e ast.Expr, used map[string]bool) {
	if i, ok := e.(*ast.IndexExpr); ok {
		useNames(i.Index, used)
		useIndexes(i.X, used)
	}
}

// useNames adds all names in the expression.
func useNames(e ast.Expr, used map[string]bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			used[id.Name] = true
		}
		return true
	})
}
