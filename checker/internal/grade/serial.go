package grade

import (
	"go/ast"
	"slices"
)

// serials returns the package variables that only hand out numbers: atomic integers to which a function adds 1, whenever it is called, and which
// nothing else touches. (The usual order of locks is one by such numbers.) Nothing can be kept in one: the function decides nothing, only the
// tests call it, and they call it equally often in each process.
func serials(f *ast.File) map[*ast.Object]bool {
	uses := map[*ast.Object]int{} // of each object in the file
	ast.Inspect(f, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Obj != nil {
			uses[id.Obj]++
		}
		return true
	})
	found := map[*ast.Object]bool{}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || fn.Body == nil || fn.Name.Name == "init" || uses[fn.Name.Obj] != 1 || decides(fn.Body) {
			continue
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if v := numberTaken(n); v != nil && uses[v] == 2 { // the declaration and this
				found[v] = true
			}
			return true
		})
	}
	return found
}

// decides reports whether the code does one thing or another, or puts off a part of it.
func decides(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt, *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt, *ast.LabeledStmt:
			found = true
		case *ast.BinaryExpr: // && and ||, or a comparison of the number
			found = true
		case *ast.CallExpr: // of a function of the file, which may decide
			if name, ok := n.Fun.(*ast.Ident); ok && name.Obj != nil {
				found = true
			}
		}
		return !found
	})
	return found
}

// numberTaken returns the variable v of the expression v.Add(1), or nil.
func numberTaken(n ast.Node) *ast.Object {
	c, ok := n.(*ast.CallExpr)
	if !ok || len(c.Args) != 1 || !selects(c.Fun, "Add") {
		return nil
	}
	one, isLiteral := c.Args[0].(*ast.BasicLit)
	id, isName := c.Fun.(*ast.SelectorExpr).X.(*ast.Ident)
	if !isLiteral || one.Value != "1" || !isName || id.Obj == nil {
		return nil
	}
	spec, ok := id.Obj.Decl.(*ast.ValueSpec)
	if !ok || len(spec.Values) > 0 || !isAtomic(spec.Type) {
		return nil
	}
	return id.Obj
}

// isAtomic reports whether the type is one of sync/atomic's integers.
func isAtomic(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || !slices.Contains([]string{"Int32", "Int64", "Uint32", "Uint64"}, s.Sel.Name) {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name == "atomic" && pkg.Obj == nil
}
