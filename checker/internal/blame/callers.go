package blame

import "go/ast"

// isSurelyBare tells whether nothing is held at any of the places that call a function, nor at those that call these: what a goroutine brings along when its
// stack is not there to tell.
func (u *packageInfo) isSurelyBare(f *function) bool {
	seen := map[*function]bool{}
	var bare func(f *function) bool
	bare = func(f *function) bool {
		if seen[f] {
			return true
		}
		seen[f] = true
		for _, by := range u.funcs {
			for _, c := range u.callsOf(f, by) {
				if must, _, sure := u.heldAt(by, c.Pos()); len(must) > 0 || !sure || !bare(by) {
					return false
				}
			}
		}
		return !u.isDeferredByLocker(f)
	}
	return bare(f)
}

// callsOf lists where a function calls another one itself, and not by a go statement.
func (u *packageInfo) callsOf(f, by *function) []*ast.CallExpr {
	var out []*ast.CallExpr
	ast.Inspect(by.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == by.lit || u.byLit(n) == f
		case *ast.GoStmt:
			return false
		case *ast.CallExpr:
			if u.runs(n) == f {
				out = append(out, n)
			}
		}
		return true
	})
	return out
}
