package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An accessPath names a variable as a function sees it: a variable, and the fields from there on. The zero accessPath is unknown.
type accessPath struct {
	root types.Object // m of m.a.b
	path string       // .a.b
	last types.Object // the object of b; root where there is no path

	needs []types.Object // the variables that the way leads through: with another value in one of them it leads elsewhere
	wild  bool           // it may lead elsewhere each time: by a call, or through a variable that other code sets
}

func (r accessPath) known() bool { return r.root != nil }

// isSame reports whether two paths in one function certainly name the same variable.
func (r accessPath) isSame(o accessPath) bool { return r.isNamed(o) && !r.wild && !o.wild }

// isNamed reports whether two paths in one function are written the same.
func (r accessPath) isNamed(o accessPath) bool {
	return r.known() && r.root == o.root && r.path == o.path
}

// through returns the path with more variables that it leads through.
func (u *packageInfo) through(r accessPath, more ...types.Object) accessPath {
	r.needs = append(r.needs[:len(r.needs):len(r.needs)], more...)
	r.wild = r.wild || slices.ContainsFunc(more, u.isWild)
	return r
}

// pathOf returns the path of the variable that an expression names.
func (u *packageInfo) pathOf(e ast.Expr) accessPath {
	switch e := e.(type) {
	case *ast.Ident:
		if o := u.object(e); o != nil {
			return u.through(accessPath{root: o, last: o}, o)
		}
	case *ast.ParenExpr:
		return u.pathOf(e.X)
	case *ast.StarExpr:
		return u.pathOf(e.X)
	case *ast.TypeAssertExpr:
		return u.pathOf(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return u.pathOf(e.X)
		}
	case *ast.SelectorExpr:
		return u.selected(e)
	case *ast.IndexExpr:
		if r := u.pathOf(e.X); r.known() {
			return u.indexed(r, e.Index)
		}
	case *ast.CallExpr:
		if o := u.callee(e); u.byObject(o) != nil { // of the package: what make or ctx.Done returns has no name
			return accessPath{root: o, path: types.ExprString(e), last: o, wild: true}
		}
	}
	return accessPath{}
}

func (u *packageInfo) selected(e *ast.SelectorExpr) accessPath {
	if x, ok := e.X.(*ast.Ident); ok {
		if _, isPkg := u.info.Uses[x].(*types.PkgName); isPkg {
			o := u.info.Uses[e.Sel]
			return u.through(accessPath{root: o, last: o}, o)
		}
	}
	r, o := u.pathOf(e.X), u.object(e.Sel)
	if !r.known() || o == nil {
		return accessPath{}
	}
	names, passed := embedded(u.info.Selections[e])
	r.path, r.last = r.path+names+"."+e.Sel.Name, o
	return u.through(r, append(passed, o)...)
}

// embedded walks the implicit fields of a selection: their names, one behind the other, and the fields.
func embedded(s *types.Selection) (names string, passed []types.Object) {
	if s == nil {
		return "", nil
	}
	t := s.Recv()
	for _, i := range s.Index()[:len(s.Index())-1] {
		st, ok := deref(t).Underlying().(*types.Struct)
		if !ok || i >= st.NumFields() {
			break
		}
		field := st.Field(i)
		passed, names = append(passed, origin(field)), names+"."+field.Name()
		t = field.Type()
	}
	return names, passed
}

// indexed is the element of r at an index.
func (u *packageInfo) indexed(r accessPath, index ast.Expr) accessPath {
	name := types.ExprString(index)
	ast.Inspect(index, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if v, ok := u.object(n).(*types.Var); ok {
				r = u.through(r, v)
				name += "@" + u.src.fset.Position(v.Pos()).String() // another i is another element
			}
		case *ast.CallExpr:
			r.wild = true
		case *ast.UnaryExpr:
			r.wild = r.wild || n.Op == token.ARROW
		}
		return true
	})
	r.path += "[" + name + "]"
	return r
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func (u *packageInfo) object(id *ast.Ident) types.Object {
	if o := u.info.Uses[id]; o != nil {
		return origin(o)
	}
	return origin(u.info.Defs[id])
}

// origin is the generic field or function behind an instantiated one.
func origin(o types.Object) types.Object {
	switch o := o.(type) {
	case *types.Var:
		if o == nil {
			return nil
		}
		return o.Origin()
	case *types.Func:
		return o.Origin()
	}
	return o
}

// importOf is the path of the package that x of x.Name is the name of; "" where it is none.
func (u *packageInfo) importOf(x ast.Expr) string {
	id, ok := x.(*ast.Ident)
	if !ok {
		return ""
	}
	p, ok := u.info.Uses[id].(*types.PkgName)
	if !ok {
		return ""
	}
	return p.Imported().Path()
}
