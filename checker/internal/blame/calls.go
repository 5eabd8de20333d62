package blame

import (
	"go/ast"
	"go/types"
	"slices"
)

// calleeObject returns the object that a call names as the function to call, or nil.
func (pkg *packageInfo) calleeObject(c *ast.CallExpr) types.Object {
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
			return pkg.object(f)
		case *ast.SelectorExpr:
			return pkg.object(f.Sel)
		}
		return nil
	}
}

// staticCallee returns the function of this package that a call certainly runs, or nil.
func (pkg *packageInfo) staticCallee(c *ast.CallExpr) *function {
	if lit, ok := c.Fun.(*ast.FuncLit); ok {
		return pkg.functionOfLit(lit)
	}
	return pkg.functionOf(pkg.calleeObject(c))
}

// resolvedCallee is staticCallee that also follows a local variable with only one value, a function literal.
func (pkg *packageInfo) resolvedCallee(c *ast.CallExpr) *function {
	if f := pkg.staticCallee(c); f != nil {
		return f
	}
	if id, ok := unparen(c.Fun).(*ast.Ident); ok {
		if lit, ok := pkg.onlyValue(pkg.object(id)).(*ast.FuncLit); ok {
			return pkg.functionOfLit(lit)
		}
	}
	return nil
}

// functionOfLit returns the function of a literal.
func (pkg *packageInfo) functionOfLit(lit *ast.FuncLit) *function { return pkg.litFunctions[lit] }

// functionOf returns the declared function of an object, or nil if it is not declared in this package.
func (pkg *packageInfo) functionOf(o types.Object) *function {
	if o == nil {
		return nil
	}
	return pkg.objFunctions[o]
}

// receiverPath returns the path of the variable that a method is called on. It includes embedded fields.
func (pkg *packageInfo) receiverPath(c *ast.CallExpr) accessPath {
	sel, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return accessPath{}
	}
	s := pkg.info.Selections[sel]
	if s != nil && s.Kind() == types.MethodExpr { // (*T).Lock(x)
		if len(c.Args) == 0 {
			return accessPath{}
		}
		return pkg.pathOf(c.Args[0])
	}
	path := pkg.pathOf(sel.X)
	names, passed := implicitFields(s)
	if !path.known() || len(passed) == 0 {
		return path
	}
	path.fields, path.last = path.fields+names, passed[len(passed)-1]
	return pkg.withDependencies(path, passed...)
}

// pathInCaller returns the caller's path for a path of the callee f, at the call c. It is unknown if the callee's path
// depends on a local variable of the callee.
func (pkg *packageInfo) pathInCaller(path accessPath, f *function, c *ast.CallExpr) accessPath {
	i, isParam := pkg.paramIndexes(f)[path.root]
	rest := slices.DeleteFunc(slices.Clone(path.dependsOn), func(o types.Object) bool { return o == path.root })
	switch {
	case slices.ContainsFunc(rest, f.declares):
		return accessPath{}
	case !isParam && (f.declares(path.root) || f.lit == nil && isLocal(path.root)):
		return accessPath{}
	case !isParam:
		return path
	case pkg.reassigns(f, path.root):
		return accessPath{}
	}
	arg := pkg.argumentPath(c, i)
	if !arg.known() {
		return accessPath{}
	}
	out := pkg.withDependencies(arg, rest...)
	out.unstable = out.unstable || path.unstable
	if out.fields += path.fields; path.fields != "" {
		out.last = path.last
	}
	return out
}

// argumentPath returns the path of the argument for the i-th parameter. The index -1 is the receiver.
func (pkg *packageInfo) argumentPath(c *ast.CallExpr, i int) accessPath {
	if sel, ok := unparen(c.Fun).(*ast.SelectorExpr); ok {
		if s := pkg.info.Selections[sel]; s != nil && s.Kind() == types.MethodExpr { // (*T).lock(x)
			i++
		}
	}
	switch {
	case i < 0:
		return pkg.receiverPath(c)
	case i < len(c.Args):
		return pkg.pathOf(c.Args[i])
	}
	return accessPath{}
}

// reassigns reports whether a function assigns to one of its parameters.
func (pkg *packageInfo) reassigns(f *function, param types.Object) bool {
	found := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		for _, t := range pkg.targets(n) {
			found = found || t.object == param
		}
		return !found
	})
	return found
}

// pathInCallerAt returns the caller's path for a path of the callee; the caller calls it on the line. Package variables
// and captured variables keep their path.
func (pkg *packageInfo) pathInCallerAt(path accessPath, callee, caller *function, line int) accessPath {
	if !path.known() {
		return accessPath{}
	}
	out, found := accessPath{}, false
	pkg.eachCall(caller, line, func(c *ast.CallExpr) {
		if pkg.staticCallee(c) == callee || pkg.variableCallee(c) == callee {
			out, found = pkg.pathInCaller(path, callee, c), true
		}
	})
	isOwn := slices.ContainsFunc(path.dependsOn, callee.declares)
	if !found && !isOwn && !callee.declares(path.root) && (callee.lit != nil || !isLocal(path.root)) {
		return path
	}
	return out
}

// isLocal reports whether the object is a local variable or a parameter.
func isLocal(o types.Object) bool {
	v, ok := o.(*types.Var)
	return ok && v.Pkg() != nil && v.Parent() != v.Pkg().Scope() && !v.IsField()
}

// eachCall visits the calls of a function that begin or end on a line.
func (pkg *packageInfo) eachCall(f *function, line int, visit func(*ast.CallExpr)) {
	ast.Inspect(f.body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && (pkg.line(c.Lparen) == line || pkg.line(c.Pos()) == line || pkg.line(c.End()) == line) {
			visit(c)
		}
		return true
	})
}
