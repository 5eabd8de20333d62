package blame

import "go/ast"

// neverCalledLocked reports whether no lock is held at any call of the function, nor at any call of its callers. The
// output has no stack that would show the callers.
func (pkg *packageInfo) neverCalledLocked(f *function) bool {
	seen := map[*function]bool{}
	var bare func(f *function) bool
	bare = func(f *function) bool {
		if seen[f] {
			return true
		}
		seen[f] = true
		for _, by := range pkg.funcs {
			for _, c := range pkg.callsFromTo(f, by) {
				if must, _, exact := pkg.heldAt(by, c.Pos()); len(must) > 0 || !exact || !bare(by) {
					return false
				}
			}
		}
		return !pkg.isDeferredByLocker(f)
	}
	return bare(f)
}

// callsFromTo returns the calls of f in the function by. It leaves out go statements and the literals in by.
func (pkg *packageInfo) callsFromTo(f, by *function) []*ast.CallExpr {
	var out []*ast.CallExpr
	ast.Inspect(by.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == by.lit || pkg.functionOfLit(n) == f
		case *ast.GoStmt:
			return false
		case *ast.CallExpr:
			if pkg.resolvedCallee(n) == f {
				out = append(out, n)
			}
		}
		return true
	})
	return out
}
