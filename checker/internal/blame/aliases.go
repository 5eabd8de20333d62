package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// aliasSets is a union-find of variables that can hold the same channel, lock, WaitGroup or Cond, because one is
// assigned to, passed to or returned as the other. The sets do not distinguish the instances of a struct: the field c of
// one value and of another are one variable.
type aliasSets struct {
	parent map[types.Object]types.Object
}

// find returns the representative of an object's set.
func (s *aliasSets) find(o types.Object) types.Object {
	for s.parent[o] != nil {
		o = s.parent[o]
	}
	return o
}

// join unites the sets of two objects.
func (s *aliasSets) join(a, b types.Object) {
	if a == nil || b == nil {
		return
	}
	if a, b = s.find(a), s.find(b); a != b {
		s.parent[a] = b
	}
}

// aliasClass returns the representative of all variables that can hold the same value as e. It returns nil if e is
// unknown or can hold no channel, lock, WaitGroup or Cond.
func (pkg *packageInfo) aliasClass(e ast.Expr) types.Object {
	if t := pkg.info.TypeOf(e); t == nil || !holdsSyncObject(t, 0) {
		return nil
	}
	path := pkg.pathOf(e)
	if !path.known() {
		return nil
	}
	return pkg.aliases.find(path.last)
}

// aliasClassOf returns the alias class of a path.
func (pkg *packageInfo) aliasClassOf(path accessPath) types.Object {
	if !path.known() {
		return nil
	}
	return pkg.aliases.find(path.last)
}

// holdsSyncObject reports whether values of the type are, point to or contain a channel, lock, WaitGroup or Cond.
func holdsSyncObject(t types.Type, depth int) bool {
	if syncTypeName(t) != "" {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Chan:
		return true
	case *types.Pointer:
		return syncTypeName(t.Elem()) != "" || depth < 2 && isChan(t.Elem())
	case *types.Slice:
		return depth < 2 && holdsSyncObject(t.Elem(), depth+1)
	case *types.Array:
		return depth < 2 && holdsSyncObject(t.Elem(), depth+1)
	case *types.Map:
		return depth < 2 && holdsSyncObject(t.Elem(), depth+1)
	}
	return false
}

// isChan reports whether the type is a channel type.
func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// syncTypeName returns the type's name if it is Mutex, RWMutex, WaitGroup, Cond or Locker of package sync, else "".
func syncTypeName(t types.Type) string {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != "sync" {
		return ""
	}
	switch name := n.Obj().Name(); name {
	case "Mutex", "RWMutex", "WaitGroup", "Cond", "Locker":
		return name
	}
	return ""
}

// buildAliases builds the alias sets from all assignments, calls, returns, composite literals and ranges of the package.
func (pkg *packageInfo) buildAliases() *aliasSets {
	pkg.aliases = &aliasSets{parent: map[types.Object]types.Object{}}
	for _, f := range pkg.sortedFiles() {
		ast.Inspect(f, func(n ast.Node) bool {
			pkg.joinNode(n)
			return true
		})
	}
	for _, f := range pkg.funcs {
		pkg.joinReturns(f)
	}
	return pkg.aliases
}

// joinNode joins the variables that one syntax node makes aliases.
func (pkg *packageInfo) joinNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) {
				pkg.aliases.join(pkg.aliasClass(l), pkg.aliasClass(n.Rhs[i]))
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Names) == len(n.Values) {
				pkg.aliases.join(pkg.aliasClass(name), pkg.aliasClass(n.Values[i]))
			}
		}
	case *ast.CompositeLit:
		pkg.joinLiteral(n)
	case *ast.CallExpr:
		pkg.joinCall(n)
	case *ast.RangeStmt:
		if n.Value != nil && !isChanExpr(pkg, n.X) {
			pkg.aliases.join(pkg.aliasClass(n.Value), pkg.aliasClass(n.X))
		}
	}
}

// isChanExpr reports whether the expression is a channel.
func isChanExpr(pkg *packageInfo, e ast.Expr) bool {
	t := pkg.info.TypeOf(e)
	return t != nil && isChan(t)
}

// joinLiteral joins the fields of a composite literal with their values.
func (pkg *packageInfo) joinLiteral(n *ast.CompositeLit) {
	t := pkg.info.TypeOf(n)
	if t == nil {
		return
	}
	st, isStruct := deref(t).Underlying().(*types.Struct)
	for i, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		switch {
		case ok && isStruct:
			if id, ok := kv.Key.(*ast.Ident); ok {
				pkg.aliases.join(pkg.object(id), pkg.aliasClass(kv.Value))
			}
		case isStruct && i < st.NumFields():
			pkg.aliases.join(origin(st.Field(i)), pkg.aliasClass(e))
		}
	}
}

// joinCall joins the parameters of a function with the arguments of a call, and a slice with the elements that are
// appended to it.
func (pkg *packageInfo) joinCall(c *ast.CallExpr) {
	if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "append" && len(c.Args) > 1 {
		for _, a := range c.Args[1:] {
			pkg.aliases.join(pkg.aliasClass(c.Args[0]), pkg.aliasClass(a))
		}
		return
	}
	f := pkg.staticCallee(c)
	if f == nil {
		f = pkg.variableCallee(c)
	}
	if f == nil {
		return
	}
	for o, i := range pkg.paramIndexes(f) {
		if o != nil && i >= 0 && i < len(c.Args) && holdsSyncObject(o.Type(), 0) {
			pkg.aliases.join(o, pkg.aliasClass(c.Args[i]))
		}
	}
}

// variableCallee returns the function literal that a call of a variable runs: worker := func(…) {…}; worker(…).
func (pkg *packageInfo) variableCallee(c *ast.CallExpr) *function {
	id, ok := c.Fun.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := pkg.object(id).(*types.Var)
	if !ok {
		return nil
	}
	var found *function
	for _, f := range pkg.sortedFiles() {
		if f.Pos() > v.Pos() || v.Pos() > f.End() {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Lhs) != 1 || len(as.Rhs) != 1 || as.Tok != token.DEFINE && as.Tok != token.ASSIGN {
				return true
			}
			if l, ok := as.Lhs[0].(*ast.Ident); ok && pkg.object(l) == v {
				if lit, ok := as.Rhs[0].(*ast.FuncLit); ok {
					found = pkg.functionOfLit(lit)
				}
			}
			return true
		})
	}
	return found
}

// joinReturns joins a function with its result, so that c := newC() is an alias of the channel that newC makes.
func (pkg *packageInfo) joinReturns(f *function) {
	if f.obj == nil {
		return
	}
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) == 1 {
				pkg.aliases.join(f.obj, pkg.aliasClass(n.Results[0]))
			}
		}
		return true
	})
}
