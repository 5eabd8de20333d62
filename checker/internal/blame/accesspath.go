package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// An accessPath is a variable as a function names it: a root variable, and the fields from there on. The zero accessPath
// is unknown.
type accessPath struct {
	root   types.Object // of m.a.b: m
	fields string       // of m.a.b: .a.b
	last   types.Object // of m.a.b: the field b; root if there are no fields

	dependsOn []types.Object // the variables on the path; after an assignment to one of them, the path names another variable
	unstable  bool           // the path may name another variable each time: it has a call, or a variable that other code assigns
}

// known reports whether the path is known.
func (path accessPath) known() bool { return path.root != nil }

// isSame reports whether two paths in one function certainly name the same variable.
func (path accessPath) isSame(o accessPath) bool {
	return path.isSpelledLike(o) && !path.unstable && !o.unstable
}

// isSpelledLike reports whether two paths in one function are spelled the same.
func (path accessPath) isSpelledLike(o accessPath) bool {
	return path.known() && path.root == o.root && path.fields == o.fields
}

// withDependencies returns the path with more variables that it depends on.
func (pkg *packageInfo) withDependencies(path accessPath, more ...types.Object) accessPath {
	path.dependsOn = append(path.dependsOn[:len(path.dependsOn):len(path.dependsOn)], more...)
	path.unstable = path.unstable || slices.ContainsFunc(more, pkg.isReassigned)
	return path
}

// pathOf returns the path of the variable that an expression names. It ignores & and * and type assertions.
func (pkg *packageInfo) pathOf(e ast.Expr) accessPath {
	switch e := e.(type) {
	case *ast.Ident:
		if o := pkg.object(e); o != nil {
			return pkg.withDependencies(accessPath{root: o, last: o}, o)
		}
	case *ast.ParenExpr:
		return pkg.pathOf(e.X)
	case *ast.StarExpr:
		return pkg.pathOf(e.X)
	case *ast.TypeAssertExpr:
		return pkg.pathOf(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return pkg.pathOf(e.X)
		}
	case *ast.SelectorExpr:
		return pkg.fieldPath(e)
	case *ast.IndexExpr:
		if path := pkg.pathOf(e.X); path.known() {
			return pkg.elementPath(path, e.Index)
		}
	case *ast.CallExpr:
		if o := pkg.calleeObject(e); pkg.functionOf(o) != nil { // only a function of this package: the results of make and ctx.Done have no name
			return accessPath{root: o, fields: types.ExprString(e), last: o, unstable: true}
		}
	}
	return accessPath{}
}

// fieldPath returns the path of x.f.
func (pkg *packageInfo) fieldPath(e *ast.SelectorExpr) accessPath {
	if x, ok := e.X.(*ast.Ident); ok {
		if _, isPkg := pkg.info.Uses[x].(*types.PkgName); isPkg {
			o := pkg.info.Uses[e.Sel]
			return pkg.withDependencies(accessPath{root: o, last: o}, o)
		}
	}
	path, o := pkg.pathOf(e.X), pkg.object(e.Sel)
	if !path.known() || o == nil {
		return accessPath{}
	}
	names, passed := implicitFields(pkg.info.Selections[e])
	path.fields, path.last = path.fields+names+"."+e.Sel.Name, o
	return pkg.withDependencies(path, append(passed, o)...)
}

// implicitFields returns the embedded fields that a selection passes through: their names, joined, and their objects.
func implicitFields(s *types.Selection) (names string, passed []types.Object) {
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

// elementPath returns the path of the element of path at an index.
func (pkg *packageInfo) elementPath(path accessPath, index ast.Expr) accessPath {
	name := types.ExprString(index)
	ast.Inspect(index, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if v, ok := pkg.object(n).(*types.Var); ok {
				path = pkg.withDependencies(path, v)
				name += "@" + pkg.src.fset.Position(v.Pos()).String() // two variables called i are different indexes
			}
		case *ast.CallExpr:
			path.unstable = true
		case *ast.UnaryExpr:
			path.unstable = path.unstable || n.Op == token.ARROW
		}
		return true
	})
	path.fields += "[" + name + "]"
	return path
}

// deref returns the type that a pointer points to, or the type itself if it is not a pointer.
func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// object returns the object that an identifier denotes. For a generic function or field it is the same for all
// instances.
func (pkg *packageInfo) object(id *ast.Ident) types.Object {
	if o := pkg.info.Uses[id]; o != nil {
		return origin(o)
	}
	return origin(pkg.info.Defs[id])
}

// origin returns the generic function or field behind an instantiated one.
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

// importOf returns the import path of the package that x names in x.Name, or "" if x is not a package.
func (pkg *packageInfo) importOf(x ast.Expr) string {
	id, ok := x.(*ast.Ident)
	if !ok {
		return ""
	}
	p, ok := pkg.info.Uses[id].(*types.PkgName)
	if !ok {
		return ""
	}
	return p.Imported().Path()
}
