package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// aliasSets joins the variables that can hold the same channel, lock, WaitGroup or Cond: by assignment, by call, by return. Whose fields they are
// makes no difference: c of one value and c of another are one.
type aliasSets struct {
	up map[types.Object]types.Object
}

func (s *aliasSets) find(o types.Object) types.Object {
	for s.up[o] != nil {
		o = s.up[o]
	}
	return o
}

func (s *aliasSets) join(a, b types.Object) {
	if a == nil || b == nil {
		return
	}
	if a, b = s.find(a), s.find(b); a != b {
		s.up[a] = b
	}
}

// aliasClass returns the object that stands for all variables that may share their value with e; nil: unknown.
func (u *packageInfo) aliasClass(e ast.Expr) types.Object {
	if t := u.info.TypeOf(e); t == nil || !sharable(t, 0) {
		return nil
	}
	r := u.pathOf(e)
	if !r.known() {
		return nil
	}
	return u.aliases.find(r.last)
}

// aliasClassOf returns the alias class of a path.
func (u *packageInfo) aliasClassOf(r accessPath) types.Object {
	if !r.known() {
		return nil
	}
	return u.aliases.find(r.last)
}

// sharable tells whether values of the type are, point to, or hold a channel, lock, WaitGroup or Cond.
func sharable(t types.Type, depth int) bool {
	if isSync(t) != "" {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Chan:
		return true
	case *types.Pointer:
		return isSync(t.Elem()) != "" || depth < 2 && isChan(t.Elem())
	case *types.Slice:
		return depth < 2 && sharable(t.Elem(), depth+1)
	case *types.Array:
		return depth < 2 && sharable(t.Elem(), depth+1)
	case *types.Map:
		return depth < 2 && sharable(t.Elem(), depth+1)
	}
	return false
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// isSync is the name of a type of package sync: Mutex, RWMutex, WaitGroup, Cond, Locker.
func isSync(t types.Type) string {
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

// unite reads all assignments, calls, returns, literals and ranges of the package.
func (u *packageInfo) buildAliases() *aliasSets {
	u.aliases = &aliasSets{up: map[types.Object]types.Object{}}
	for _, f := range u.list() {
		ast.Inspect(f, func(n ast.Node) bool {
			u.uniteNode(n)
			return true
		})
	}
	for _, f := range u.funcs {
		u.uniteReturns(f)
	}
	return u.aliases
}

func (u *packageInfo) uniteNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) {
				u.aliases.join(u.aliasClass(l), u.aliasClass(n.Rhs[i]))
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Names) == len(n.Values) {
				u.aliases.join(u.aliasClass(name), u.aliasClass(n.Values[i]))
			}
		}
	case *ast.CompositeLit:
		u.uniteLiteral(n)
	case *ast.CallExpr:
		u.uniteCall(n)
	case *ast.RangeStmt:
		if n.Value != nil && !isChanExpr(u, n.X) {
			u.aliases.join(u.aliasClass(n.Value), u.aliasClass(n.X))
		}
	}
}

func isChanExpr(u *packageInfo, e ast.Expr) bool {
	t := u.info.TypeOf(e)
	return t != nil && isChan(t)
}

func (u *packageInfo) uniteLiteral(n *ast.CompositeLit) {
	t := u.info.TypeOf(n)
	if t == nil {
		return
	}
	st, isStruct := deref(t).Underlying().(*types.Struct)
	for i, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		switch {
		case ok && isStruct:
			if id, ok := kv.Key.(*ast.Ident); ok {
				u.aliases.join(u.object(id), u.aliasClass(kv.Value))
			}
		case isStruct && i < st.NumFields():
			u.aliases.join(origin(st.Field(i)), u.aliasClass(e))
		}
	}
}

func (u *packageInfo) uniteCall(c *ast.CallExpr) {
	if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "append" && len(c.Args) > 1 {
		for _, a := range c.Args[1:] {
			u.aliases.join(u.aliasClass(c.Args[0]), u.aliasClass(a))
		}
		return
	}
	f := u.called(c)
	if f == nil {
		f = u.byVariable(c)
	}
	if f == nil {
		return
	}
	for o, i := range u.params(f) {
		if o != nil && i >= 0 && i < len(c.Args) && sharable(o.Type(), 0) {
			u.aliases.join(o, u.aliasClass(c.Args[i]))
		}
	}
}

// byVariable is the literal behind a call of a variable that is defined as one: worker := func(…) {…}.
func (u *packageInfo) byVariable(c *ast.CallExpr) *function {
	id, ok := c.Fun.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := u.object(id).(*types.Var)
	if !ok {
		return nil
	}
	var found *function
	for _, f := range u.list() {
		if f.Pos() > v.Pos() || v.Pos() > f.End() {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Lhs) != 1 || len(as.Rhs) != 1 || as.Tok != token.DEFINE && as.Tok != token.ASSIGN {
				return true
			}
			if l, ok := as.Lhs[0].(*ast.Ident); ok && u.object(l) == v {
				if lit, ok := as.Rhs[0].(*ast.FuncLit); ok {
					found = u.byLit(lit)
				}
			}
			return true
		})
	}
	return found
}

// uniteReturns joins a function with what it returns: then c := newC() is joined with the channel that newC makes.
func (u *packageInfo) uniteReturns(f *function) {
	if f.obj == nil {
		return
	}
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) == 1 {
				u.aliases.join(f.obj, u.aliasClass(n.Results[0]))
			}
		}
		return true
	})
}
