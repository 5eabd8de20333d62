package grade

import (
	"go/ast"
	"go/token"
	"slices"
)

// keepsState reports whether the file can keep something for the whole process: in a package variable, in a table of another package, in the number
// of goroutines. A package variable counts unless it is an error that is made of a text and never assigned again, a lock that nobody
// tries, or one that hands out numbers: nothing can be kept in these. Another counter counts: it can tell the first call from the others.
func keepsState(f *ast.File) bool {
	tries := inspects(f, func(n ast.Node) bool { return selects(n, "TryLock", "TryRLock", "TryAcquire") })
	handOut := serials(f)
	fixed := map[*ast.Object]bool{}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			s := s.(*ast.ValueSpec)
			for i, name := range s.Names {
				switch {
				case name.Name == "_", handOut[name.Obj]:
				case i < len(s.Values) && isNewError(s.Values[i]), len(s.Values) == 0 && isLock(s.Type) && !tries:
					fixed[name.Obj] = true
				default:
					return true
				}
			}
		}
	}
	return changesAny(f, fixed) || imports(f, "hash/crc32", "hash/crc64", "unicode") ||
		inspects(f, func(n ast.Node) bool { return selects(n, "NumGoroutine") })
}

// selects reports whether the node is x.NAME with one of the names.
func selects(n ast.Node, names ...string) bool {
	s, ok := n.(*ast.SelectorExpr)
	return ok && slices.Contains(names, s.Sel.Name)
}

// isLock reports whether the type is sync.Mutex or sync.RWMutex.
func isLock(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "Mutex" && s.Sel.Name != "RWMutex" {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	return ok && pkg.Name == "sync"
}

// isNewError reports whether the expression is errors.New or fmt.Errorf of a text.
func isNewError(e ast.Expr) bool {
	c, ok := e.(*ast.CallExpr)
	if !ok || len(c.Args) != 1 {
		return false
	}
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := s.X.(*ast.Ident)
	_, literal := c.Args[0].(*ast.BasicLit)
	return ok && literal && (pkg.Name == "errors" && s.Sel.Name == "New" || pkg.Name == "fmt" && s.Sel.Name == "Errorf")
}

// changesAny reports whether a function of the file assigns to one of the variables, or takes the address of one.
func changesAny(f *ast.File, vars map[*ast.Object]bool) bool {
	is := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && id.Obj != nil && vars[id.Obj]
	}
	return inspects(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			return n.Tok != token.DEFINE && slices.ContainsFunc(n.Lhs, is)
		case *ast.RangeStmt:
			return n.Tok == token.ASSIGN && (is(n.Key) || is(n.Value))
		case *ast.UnaryExpr:
			return n.Op == token.AND && is(n.X)
		}
		return false
	})
}
