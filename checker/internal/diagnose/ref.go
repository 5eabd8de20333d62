package diagnose

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A ref names a variable as a function sees it: the variable that it begins with, and the fields from there on. The zero ref is unknown.
type ref struct {
	root types.Object // m of m.a.b
	path string       // .a.b
	last types.Object // the object of b; root where there is no path
}

func (r ref) known() bool { return r.root != nil }

// isSame tells whether two refs of one function name the same variable for certain.
func (r ref) isSame(o ref) bool { return r.known() && r.root == o.root && r.path == o.path }

// ref reads the expression as a variable.
func (u *unit) ref(e ast.Expr) ref {
	switch e := e.(type) {
	case *ast.Ident:
		if o := u.object(e); o != nil {
			return ref{root: o, last: o}
		}
	case *ast.ParenExpr:
		return u.ref(e.X)
	case *ast.StarExpr:
		return u.ref(e.X)
	case *ast.TypeAssertExpr:
		return u.ref(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return u.ref(e.X)
		}
	case *ast.SelectorExpr:
		return u.selected(e)
	case *ast.IndexExpr:
		if r := u.ref(e.X); r.known() {
			return ref{root: r.root, path: r.path + "[" + types.ExprString(e.Index) + "]", last: r.last}
		}
	case *ast.CallExpr:
		if o := u.callee(e); u.byObject(o) != nil { // of the package: what make or ctx.Done returns has no name
			return ref{root: o, path: types.ExprString(e), last: o}
		}
	}
	return ref{}
}

func (u *unit) selected(e *ast.SelectorExpr) ref {
	if x, ok := e.X.(*ast.Ident); ok {
		if _, isPkg := u.info.Uses[x].(*types.PkgName); isPkg {
			o := u.info.Uses[e.Sel]
			return ref{root: o, last: o}
		}
	}
	r, o := u.ref(e.X), u.object(e.Sel)
	if !r.known() || o == nil {
		return ref{}
	}
	return ref{root: r.root, path: r.path + u.through(e) + "." + e.Sel.Name, last: o}
}

// through names the embedded fields that a selection passes.
func (u *unit) through(e *ast.SelectorExpr) string {
	s := u.info.Selections[e]
	if s == nil {
		return ""
	}
	names, _ := embedded(s)
	return names
}

// embedded walks the implicit fields of a selection: their names, and the last of them.
func embedded(s *types.Selection) (names string, last types.Object) {
	t := s.Recv()
	for _, i := range s.Index()[:len(s.Index())-1] {
		st, ok := deref(t).Underlying().(*types.Struct)
		if !ok || i >= st.NumFields() {
			return names, last
		}
		last = st.Field(i)
		names += "." + last.Name()
		t = last.Type()
	}
	return names, last
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func (u *unit) object(id *ast.Ident) types.Object {
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

// callee is the function that a call names, where it names one.
func (u *unit) callee(c *ast.CallExpr) types.Object {
	fun := c.Fun
	for {
		switch f := fun.(type) {
		case *ast.ParenExpr:
			fun = f.X
			continue
		case *ast.IndexExpr:
			fun = f.X
			continue
		case *ast.Ident:
			return u.object(f)
		case *ast.SelectorExpr:
			return u.object(f.Sel)
		}
		return nil
	}
}

// called is the function of the sources that a call runs, where that is plain.
func (u *unit) called(c *ast.CallExpr) *fn {
	if lit, ok := c.Fun.(*ast.FuncLit); ok {
		return u.byLit(lit)
	}
	return u.byObject(u.callee(c))
}

func (u *unit) byLit(lit *ast.FuncLit) *fn { return u.lits[lit] }

func (u *unit) byObject(o types.Object) *fn {
	if o == nil {
		return nil
	}
	return u.objs[o]
}

// receiver is what a method is called on, embedded fields included.
func (u *unit) receiver(c *ast.CallExpr) ref {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return ref{}
	}
	r := u.ref(sel.X)
	s := u.info.Selections[sel]
	if s == nil || !r.known() {
		return r
	}
	if names, last := embedded(s); last != nil {
		return ref{root: r.root, path: r.path + names, last: last}
	}
	return r
}

// translate says how the caller names what the callee calls r; the caller stands at the line. Captured and package variables keep their names.
func (u *unit) translate(r ref, callee, caller *fn, line int) ref {
	if !r.known() {
		return ref{}
	}
	out, found := ref{}, false
	u.eachCall(caller, line, func(c *ast.CallExpr) {
		if u.called(c) == callee || u.byVariable(c) == callee {
			out, found = u.argument(r, callee, c), true
		}
	})
	if _, isParam := u.params(callee)[r.root]; !found && !isParam && (callee.lit != nil || !isLocal(r.root)) {
		return r
	}
	return out
}

func isLocal(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && v.Pkg() != nil && v.Parent() != v.Pkg().Scope() && !v.IsField()
}

// eachCall visits the calls of a function that begin or end on a line.
func (u *unit) eachCall(f *fn, line int, visit func(*ast.CallExpr)) {
	ast.Inspect(f.body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && (u.line(c.Lparen) == line || u.line(c.Pos()) == line || u.line(c.End()) == line) {
			visit(c)
		}
		return true
	})
}
