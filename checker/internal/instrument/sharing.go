package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
)

// sharing knows which variables goroutines may share: package variables, local variables whose address is taken, and local variables that
// are changed after their declaration and used in a function literal.
type sharing struct {
	info             *types.Info
	changed          map[*types.Var]bool
	captured         map[*types.Var]bool
	addressed        map[*types.Var]bool
	decls            map[*types.Func]*ast.FuncDecl
	pureConstructors map[*types.Func]bool
}

func newSharing(info *types.Info, files []*ast.File, old bool) *sharing {
	s := &sharing{info, map[*types.Var]bool{}, map[*types.Var]bool{}, map[*types.Var]bool{}, map[*types.Func]*ast.FuncDecl{}, map[*types.Func]bool{}}
	for _, f := range files {
		s.scan(f, nil, old)
		s.declare(f)
	}
	return s
}

// mayBeShared reports whether goroutines may share v.
func (s *sharing) mayBeShared(v *types.Var) bool {
	if v.IsField() || v.Name() == "_" {
		return false
	}
	if v.Parent() != nil && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
		return true
	}
	return s.addressed[v] || s.captured[v] && s.changed[v]
}

// scan records the uses of variables below n. lit is the innermost function literal around n.
func (s *sharing) scan(n ast.Node, lit *ast.FuncLit, old bool) {
	ast.Inspect(n, func(c ast.Node) bool {
		switch c := c.(type) {
		case *ast.FuncLit:
			if c != n {
				s.scan(c, c, old)
				return false
			}
		case *ast.Ident:
			if v, ok := s.info.Uses[c].(*types.Var); ok && lit != nil && (v.Pos() < lit.Pos() || v.Pos() >= lit.End()) {
				s.captured[v] = true
			}
		case *ast.AssignStmt:
			for _, l := range c.Lhs {
				s.change(l)
			}
		case *ast.IncDecStmt:
			s.change(c.X)
		case *ast.RangeStmt:
			s.rangeVariables(c, old)
		case *ast.UnaryExpr:
			if c.Op == token.AND {
				s.takeAddress(c.X)
			}
		case *ast.SliceExpr:
			if _, arr := s.info.TypeOf(c.X).Underlying().(*types.Array); arr {
				s.takeAddress(c.X)
			}
		case *ast.SelectorExpr:
			s.method(c)
		}
		return true
	})
}

// rangeVariables records that a loop changes its variables, if the iterations share them.
func (s *sharing) rangeVariables(r *ast.RangeStmt, old bool) {
	for _, e := range []ast.Expr{r.Key, r.Value} {
		if e == nil {
			continue
		}
		if r.Tok == token.ASSIGN {
			s.change(e)
		} else if id, ok := e.(*ast.Ident); ok && old {
			if v, ok := s.info.Defs[id].(*types.Var); ok {
				s.changed[v] = true
			}
		}
	}
}

// method records that calling a method with a pointer receiver takes the variable's address.
func (s *sharing) method(c *ast.SelectorExpr) {
	sel := s.info.Selections[c]
	if sel == nil || sel.Kind() != types.MethodVal {
		return
	}
	recv := sel.Obj().(*types.Func).Signature().Recv()
	if _, ptr := recv.Type().(*types.Pointer); !ptr {
		return
	}
	if _, ptr := s.info.TypeOf(c.X).Underlying().(*types.Pointer); !ptr {
		s.takeAddress(c.X)
	}
}

// root returns the variable that e denotes, or of which e denotes a part without a pointer in between. It returns nil if there is none.
func (s *sharing) root(e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := s.info.Uses[e].(*types.Var)
		return v
	case *ast.SelectorExpr:
		if id, ok := e.X.(*ast.Ident); ok {
			if _, pkg := s.info.Uses[id].(*types.PkgName); pkg {
				v, _ := s.info.Uses[e.Sel].(*types.Var)
				return v
			}
		}
		if t := s.info.TypeOf(e.X); t != nil {
			if _, ptr := t.Underlying().(*types.Pointer); !ptr {
				return s.root(e.X)
			}
		}
	case *ast.IndexExpr:
		if _, arr := s.info.TypeOf(e.X).Underlying().(*types.Array); arr {
			return s.root(e.X)
		}
	}
	return nil
}

func (s *sharing) change(e ast.Expr) {
	if v := s.root(e); v != nil {
		s.changed[v] = true
	}
}

func (s *sharing) takeAddress(e ast.Expr) {
	if v := s.root(e); v != nil {
		s.addressed[v], s.changed[v] = true, true
	}
}
