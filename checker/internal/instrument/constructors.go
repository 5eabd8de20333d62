package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
)

// declare records the declarations of the package's functions.
func (s *sharing) declare(f *ast.File) {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			if obj, ok := s.info.Defs[fn.Name].(*types.Func); ok {
				s.decls[obj] = fn
			}
		}
	}
}

// isPureConstruction reports whether a call only creates a value. It does not check the arguments.
func (s *sharing) isPureConstruction(call *ast.CallExpr) bool {
	fun := ast.Unparen(call.Fun)
	tv := s.info.Types[call.Fun]
	if tv.IsType() || isKnownConstructor(s.info, call.Fun) {
		return true
	}
	var id *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return false
	}
	if tv.IsBuiltin() {
		switch id.Name {
		case "make", "new", "len", "cap", "append", "copy":
			return true
		}
		return false
	}
	f, ok := s.info.Uses[id].(*types.Func)
	return ok && s.isPureConstructor(f)
}

// isPureConstructor reports whether a function of the package only creates a value: it starts no goroutine, waits for nothing, and changes
// no variable of the package.
func (s *sharing) isPureConstructor(f *types.Func) bool {
	if ok, seen := s.pureConstructors[f]; seen {
		return ok
	}
	s.pureConstructors[f] = false // a recursive function does not count
	d := s.decls[f]
	if d == nil || d.Body == nil {
		return false
	}
	ok := true
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // the literal is created, not called
		case *ast.GoStmt, *ast.DeferStmt, *ast.SendStmt, *ast.SelectStmt:
			ok = false
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.ARROW
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				ok = ok && !s.isPackageVariable(l)
			}
		case *ast.IncDecStmt:
			ok = ok && !s.isPackageVariable(n.X)
		case *ast.CallExpr:
			ok = ok && s.isPureConstruction(n)
		}
		return ok
	})
	s.pureConstructors[f] = ok
	return ok
}

// isPackageVariable reports whether e is a package variable, or is reached through one.
func (s *sharing) isPackageVariable(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.Ident:
			v, ok := s.info.Uses[x].(*types.Var)
			return ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
		default:
			return true
		}
	}
}
