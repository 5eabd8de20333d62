package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
)

// declare notes where the package's functions are declared.
func (s *sharing) declare(f *ast.File) {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			if obj, ok := s.info.Defs[fn.Name].(*types.Func); ok {
				s.decls[obj] = fn
			}
		}
	}
}

// onlyMakes says whether a call does nothing but make a value; its arguments are not looked at.
func (s *sharing) onlyMakes(call *ast.CallExpr) bool {
	fun := ast.Unparen(call.Fun)
	tv := s.info.Types[call.Fun]
	if tv.IsType() || known(s.info, call.Fun) {
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
	return ok && s.maker(f)
}

// maker says whether a function of the package only makes something: it starts nothing, waits for nothing, and changes no
// variable of the package.
func (s *sharing) maker(f *types.Func) bool {
	if ok, seen := s.makers[f]; seen {
		return ok
	}
	s.makers[f] = false // one that calls itself is none
	d := s.decls[f]
	if d == nil || d.Body == nil {
		return false
	}
	ok := true
	ast.Inspect(d.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // it is made, not called
		case *ast.GoStmt, *ast.DeferStmt, *ast.SendStmt, *ast.SelectStmt:
			ok = false
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.ARROW
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				ok = ok && !s.ofPackage(l)
			}
		case *ast.IncDecStmt:
			ok = ok && !s.ofPackage(n.X)
		case *ast.CallExpr:
			ok = ok && s.onlyMakes(n)
		}
		return ok
	})
	s.makers[f] = ok
	return ok
}

// ofPackage says whether e is a variable of the package, or what one leads to.
func (s *sharing) ofPackage(e ast.Expr) bool {
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
