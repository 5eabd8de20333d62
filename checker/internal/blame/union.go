package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// unions joins the variables that can hold the same channel, lock, WaitGroup or Cond: by assignment, by call, by return. Whose fields they are
// makes no difference: c of one value and c of another are one.
type unions struct {
	up map[types.Object]types.Object
}

func (s *unions) find(o types.Object) types.Object {
	for s.up[o] != nil {
		o = s.up[o]
	}
	return o
}

func (s *unions) join(a, b types.Object) {
	if a == nil || b == nil {
		return
	}
	if a, b = s.find(a), s.find(b); a != b {
		s.up[a] = b
	}
}

// class is what stands for all the variables that e may share its value with; nil: unknown.
func (u *unit) class(e ast.Expr) types.Object {
	if t := u.info.TypeOf(e); t == nil || !sharable(t, 0) {
		return nil
	}
	r := u.ref(e)
	if !r.known() {
		return nil
	}
	return u.same.find(r.last)
}

// classOf is the class of a ref.
func (u *unit) classOf(r ref) types.Object {
	if !r.known() {
		return nil
	}
	return u.same.find(r.last)
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
func (u *unit) unite() *unions {
	u.same = &unions{up: map[types.Object]types.Object{}}
	for _, f := range u.list() {
		ast.Inspect(f, func(n ast.Node) bool {
			u.uniteNode(n)
			return true
		})
	}
	for _, f := range u.funcs {
		u.uniteReturns(f)
	}
	return u.same
}

func (u *unit) uniteNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			if len(n.Lhs) == len(n.Rhs) {
				u.same.join(u.class(l), u.class(n.Rhs[i]))
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Names) == len(n.Values) {
				u.same.join(u.class(name), u.class(n.Values[i]))
			}
		}
	case *ast.CompositeLit:
		u.uniteLiteral(n)
	case *ast.CallExpr:
		u.uniteCall(n)
	case *ast.RangeStmt:
		if n.Value != nil && !isChanExpr(u, n.X) {
			u.same.join(u.class(n.Value), u.class(n.X))
		}
	}
}

func isChanExpr(u *unit, e ast.Expr) bool {
	t := u.info.TypeOf(e)
	return t != nil && isChan(t)
}

func (u *unit) uniteLiteral(n *ast.CompositeLit) {
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
				u.same.join(u.object(id), u.class(kv.Value))
			}
		case isStruct && i < st.NumFields():
			u.same.join(origin(st.Field(i)), u.class(e))
		}
	}
}

func (u *unit) uniteCall(c *ast.CallExpr) {
	if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "append" && len(c.Args) > 1 {
		for _, a := range c.Args[1:] {
			u.same.join(u.class(c.Args[0]), u.class(a))
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
			u.same.join(o, u.class(c.Args[i]))
		}
	}
}

// byVariable is the literal behind a call of a variable that is defined as one: worker := func(…) {…}.
func (u *unit) byVariable(c *ast.CallExpr) *fn {
	id, ok := c.Fun.(*ast.Ident)
	if !ok {
		return nil
	}
	v, ok := u.object(id).(*types.Var)
	if !ok {
		return nil
	}
	var found *fn
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
func (u *unit) uniteReturns(f *fn) {
	if f.obj == nil {
		return
	}
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) == 1 {
				u.same.join(f.obj, u.class(n.Results[0]))
			}
		}
		return true
	})
}
