package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// reads tells whether a statement can read memory that other goroutines can reach.
func (l *lineOf) reads(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			if l.addresses(e) || n.Tok != token.ASSIGN && n.Tok != token.DEFINE && l.u.isReachable(e) {
				return true
			}
		}
		return l.anyRead(n.Rhs...)
	case *ast.IncDecStmt:
		return l.anyRead(n.X)
	case *ast.ExprStmt:
		return l.anyRead(n.X)
	case *ast.SendStmt:
		return l.anyRead(n.Chan, n.Value)
	case *ast.ReturnStmt:
		return l.anyRead(n.Results...)
	case *ast.GoStmt:
		return l.anyRead(n.Call)
	case *ast.DeferStmt:
		return l.anyRead(n.Call)
	case *ast.RangeStmt:
		return l.anyRead(n.X) || holdsElements(l.u.info.TypeOf(n.X))
	case *ast.SelectStmt:
		return true // of the channels of its cases
	case ast.Expr:
		return l.anyRead(n)
	}
	found := false
	l.inspect(n, func(n ast.Node) {
		if v, ok := n.(*ast.ValueSpec); ok {
			found = found || l.anyRead(v.Values...)
		}
	})
	return found
}

func (l *lineOf) anyRead(list ...ast.Expr) bool {
	for _, e := range list {
		if l.readsIn(e) {
			return true
		}
	}
	return false
}

// readsIn tells whether giving an expression its value can read memory that others can reach.
func (l *lineOf) readsIn(e ast.Expr) bool {
	switch e := e.(type) {
	case nil, *ast.BasicLit:
		return false
	case *ast.FuncLit:
		found := false
		if l.u.line(e.Pos()) == l.line || l.u.line(e.End()) == l.line {
			l.inspect(e.Body, func(n ast.Node) {
				x, ok := n.(ast.Expr)
				found = found || ok && l.u.isReachable(x)
			})
		}
		return found
	case *ast.ParenExpr:
		return l.readsIn(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return l.addresses(e.X)
		}
		return l.readsIn(e.X)
	case *ast.BinaryExpr:
		return l.anyRead(e.X, e.Y)
	case *ast.KeyValueExpr:
		return l.anyRead(e.Value) || !isNode[*ast.Ident](e.Key) && l.readsIn(e.Key)
	case *ast.CompositeLit:
		return l.anyRead(e.Elts...)
	case *ast.TypeAssertExpr:
		return l.readsIn(e.X)
	case *ast.CallExpr:
		return l.callReads(e)
	case *ast.SliceExpr:
		return l.u.isReachable(e.X) || l.readsIn(e.X) || l.anyRead(e.Low, e.High, e.Max)
	}
	return l.u.isReachable(e) || l.addresses(e)
}

// callReads: the arguments, and what a method gets as its receiver.
func (l *lineOf) callReads(c *ast.CallExpr) bool {
	if l.anyRead(c.Args...) {
		return true
	}
	switch called(c) {
	case "append", "copy", "len", "cap", "string", "min", "max":
		holds := func(e ast.Expr) bool { return holdsElements(l.u.info.TypeOf(e)) }
		if isNode[*ast.Ident](c.Fun) && len(c.Args) > 0 && (holds(c.Args[0]) || holds(c.Args[len(c.Args)-1])) { // append copies what it appends to
			return true
		}
	}
	sel, ok := unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return l.readsIn(c.Fun)
	}
	s := l.u.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal {
		return l.readsIn(sel)
	}
	f, ok := s.Obj().(*types.Func)
	if ok && isPointer(f.Signature().Recv().Type()) && !isPointer(s.Recv()) {
		return l.addresses(sel.X) // x.Lock() is (&x).Lock()
	}
	return l.readsIn(sel.X) || ok && !isPointer(f.Signature().Recv().Type()) && isPointer(s.Recv()) // the copy that a method by value gets
}

// addresses tells whether finding out where a variable lies can read memory that others can reach: x of x.f, where x is a pointer.
func (l *lineOf) addresses(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return l.addresses(e.X)
	case *ast.StarExpr:
		return l.readsIn(e.X)
	case *ast.SelectorExpr:
		if t := l.u.info.TypeOf(e.X); t != nil && isPointer(t) {
			return l.readsIn(e.X)
		}
		return l.addresses(e.X)
	case *ast.IndexExpr:
		if l.readsIn(e.Index) {
			return true
		}
		if t := l.u.info.TypeOf(e.X); t != nil && isArray(t) {
			return l.addresses(e.X)
		}
		return l.readsIn(e.X)
	case *ast.CallExpr, *ast.CompositeLit:
		return l.readsIn(e)
	}
	return false
}

// writes tells whether a statement can write memory that other goroutines can reach, or make a value that they get.
func (l *lineOf) writes(n ast.Node) bool {
	found := false
	target := func(list ...ast.Expr) {
		for _, e := range list {
			found = found || e != nil && l.u.isReachable(e)
		}
	}
	visit := func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			target(n.Lhs...)
		case *ast.IncDecStmt:
			target(n.X)
		case *ast.ValueSpec:
			for _, name := range n.Names {
				target(name)
			}
		case *ast.CompositeLit:
			found = true
		case *ast.CallExpr:
			switch called(n) {
			case "append", "copy", "clear", "delete", "make", "new":
				found = found || isNode[*ast.Ident](n.Fun)
			}
		}
	}
	if r, ok := n.(*ast.RangeStmt); ok {
		target(r.Key, r.Value)
		l.inspect(r.X, visit)
		return found
	}
	if isNode[*ast.SelectStmt](n) {
		return false
	}
	l.inspect(n, visit)
	return found
}

// isReachable tells whether other goroutines may be able to reach the variable that an expression names: true where that is not known.
func (u *packageInfo) isReachable(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return u.isReachable(e.X)
	case *ast.StarExpr:
		return true
	case *ast.Ident:
		o := u.info.Uses[e]
		if o == nil {
			o = u.info.Defs[e]
		}
		v, ok := o.(*types.Var)
		if !ok {
			return o == nil && e.Name != "_"
		}
		return !isLocal(v) || u.shared()[v]
	case *ast.SelectorExpr:
		s := u.info.Selections[e]
		switch {
		case s == nil:
			o := u.info.Uses[e.Sel]
			_, isVar := o.(*types.Var)
			return o == nil || isVar // of another package
		case s.Kind() != types.FieldVal:
			return false
		}
		return s.Indirect() || isPointer(s.Recv()) || u.isReachable(e.X)
	case *ast.IndexExpr:
		t := u.info.TypeOf(e.X)
		if t == nil || !isArray(t) {
			return true
		}
		return u.isReachable(e.X)
	}
	return false
}

// shared are the local variables that a literal shares with the function around it, and those whose address is taken.
func (u *packageInfo) shared() map[*types.Var]bool {
	if u.escaping != nil {
		return u.escaping
	}
	u.escaping = map[*types.Var]bool{}
	mark := func(e ast.Expr) {
		for {
			switch x := e.(type) {
			case *ast.ParenExpr:
				e = x.X
				continue
			case *ast.SelectorExpr:
				e = x.X
				continue
			case *ast.IndexExpr:
				e = x.X
				continue
			case *ast.Ident:
				if v, ok := u.info.Uses[x].(*types.Var); ok {
					u.escaping[v] = true
				}
			}
			return
		}
	}
	for _, f := range u.list() {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					mark(n.X)
				}
			case *ast.SliceExpr:
				mark(n.X)
			case *ast.SelectorExpr:
				if s := u.info.Selections[n]; s != nil && s.Kind() == types.MethodVal && !isPointer(s.Recv()) {
					mark(n.X)
				}
			case *ast.FuncLit:
				ast.Inspect(n.Body, func(x ast.Node) bool {
					if id, ok := x.(*ast.Ident); ok {
						if v, ok := u.info.Uses[id].(*types.Var); ok && (v.Pos() < n.Pos() || v.Pos() > n.End()) {
							u.escaping[v] = true
						}
					}
					return true
				})
			}
			return true
		})
	}
	return u.escaping
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

func isArray(t types.Type) bool {
	_, ok := t.Underlying().(*types.Array)
	return ok
}

// holdsElements tells whether a value of the type leads to memory of elements, or may do so.
func holdsElements(t types.Type) bool {
	if t == nil {
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() == types.String || t.Kind() == types.Invalid
	case *types.Slice, *types.Map, *types.Chan, *types.Pointer, *types.Interface, *types.Signature:
		return true
	}
	return false
}
