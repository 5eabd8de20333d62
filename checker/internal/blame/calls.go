package blame

import (
	"go/ast"
	"go/types"
	"slices"
)

// callee is the function that a call names, where it names one.
func (u *packageInfo) callee(c *ast.CallExpr) types.Object {
	fun := c.Fun
	for {
		switch f := fun.(type) {
		case *ast.ParenExpr:
			fun = f.X
			continue
		case *ast.IndexExpr:
			fun = f.X
			continue
		case *ast.IndexListExpr:
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
func (u *packageInfo) called(c *ast.CallExpr) *function {
	if lit, ok := c.Fun.(*ast.FuncLit); ok {
		return u.byLit(lit)
	}
	return u.byObject(u.callee(c))
}

// runs is the function of the sources that a call runs, also through a variable that never is another one.
func (u *packageInfo) runs(c *ast.CallExpr) *function {
	if f := u.called(c); f != nil {
		return f
	}
	if id, ok := unparen(c.Fun).(*ast.Ident); ok {
		if lit, ok := u.onlyValue(u.object(id)).(*ast.FuncLit); ok {
			return u.byLit(lit)
		}
	}
	return nil
}

func (u *packageInfo) byLit(lit *ast.FuncLit) *function { return u.lits[lit] }

func (u *packageInfo) byObject(o types.Object) *function {
	if o == nil {
		return nil
	}
	return u.objs[o]
}

// receiver is what a method is called on, embedded fields included.
func (u *packageInfo) receiver(c *ast.CallExpr) accessPath {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return accessPath{}
	}
	s := u.info.Selections[sel]
	if s != nil && s.Kind() == types.MethodExpr { // (*T).Lock(x)
		if len(c.Args) == 0 {
			return accessPath{}
		}
		return u.pathOf(c.Args[0])
	}
	r := u.pathOf(sel.X)
	names, passed := embedded(s)
	if !r.known() || len(passed) == 0 {
		return r
	}
	r.path, r.last = r.path+names, passed[len(passed)-1]
	return u.through(r, passed...)
}

// argument says how the caller names what the callee calls r, at one call; unknown where the callee's name for it leads through variables of its own.
func (u *packageInfo) argument(r accessPath, f *function, c *ast.CallExpr) accessPath {
	i, isParam := u.params(f)[r.root]
	rest := slices.DeleteFunc(slices.Clone(r.needs), func(o types.Object) bool { return o == r.root })
	switch {
	case slices.ContainsFunc(rest, f.declares):
		return accessPath{}
	case !isParam && (f.declares(r.root) || f.lit == nil && isLocal(r.root)):
		return accessPath{}
	case !isParam:
		return r
	case u.sets(f, r.root):
		return accessPath{}
	}
	arg := u.passed(c, i)
	if !arg.known() {
		return accessPath{}
	}
	out := u.through(arg, rest...)
	out.wild = out.wild || r.wild
	if out.path += r.path; r.path != "" {
		out.last = r.last
	}
	return out
}

// passed is the argument that becomes a parameter; the one of index -1 is the receiver.
func (u *packageInfo) passed(c *ast.CallExpr, i int) accessPath {
	if sel, ok := unparen(c.Fun).(*ast.SelectorExpr); ok {
		if s := u.info.Selections[sel]; s != nil && s.Kind() == types.MethodExpr { // (*T).lock(x)
			i++
		}
	}
	switch {
	case i < 0:
		return u.receiver(c)
	case i < len(c.Args):
		return u.pathOf(c.Args[i])
	}
	return accessPath{}
}

// sets tells whether a function gives one of its parameters another value.
func (u *packageInfo) sets(f *function, param types.Object) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		for _, t := range u.targets(n) {
			found = found || t.object == param
		}
		return !found
	})
	return found
}

// translate says how the caller names what the callee calls r; the caller stands at the line. Captured and package variables keep their names.
func (u *packageInfo) translate(r accessPath, callee, caller *function, line int) accessPath {
	if !r.known() {
		return accessPath{}
	}
	out, found := accessPath{}, false
	u.eachCall(caller, line, func(c *ast.CallExpr) {
		if u.called(c) == callee || u.byVariable(c) == callee {
			out, found = u.argument(r, callee, c), true
		}
	})
	isOwn := slices.ContainsFunc(r.needs, callee.declares)
	if !found && !isOwn && !callee.declares(r.root) && (callee.lit != nil || !isLocal(r.root)) {
		return r
	}
	return out
}

func isLocal(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && v.Pkg() != nil && v.Parent() != v.Pkg().Scope() && !v.IsField()
}

// eachCall visits the calls of a function that begin or end on a line.
func (u *packageInfo) eachCall(f *function, line int, visit func(*ast.CallExpr)) {
	ast.Inspect(f.body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && (u.line(c.Lparen) == line || u.line(c.Pos()) == line || u.line(c.End()) == line) {
			visit(c)
		}
		return true
	})
}
