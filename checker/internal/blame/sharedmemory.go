package blame

import (
	"go/ast"
	"go/token"
	"go/types"
)

// mayRead reports whether a statement can read memory that other goroutines can access.
func (l *sourceLine) mayRead(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			if l.addressReads(e) || n.Tok != token.ASSIGN && n.Tok != token.DEFINE && l.pkg.mayBeShared(e) {
				return true
			}
		}
		return l.anyExprReads(n.Rhs...)
	case *ast.IncDecStmt:
		return l.anyExprReads(n.X)
	case *ast.ExprStmt:
		return l.anyExprReads(n.X)
	case *ast.SendStmt:
		return l.anyExprReads(n.Chan, n.Value)
	case *ast.ReturnStmt:
		return l.anyExprReads(n.Results...)
	case *ast.GoStmt:
		return l.anyExprReads(n.Call)
	case *ast.DeferStmt:
		return l.anyExprReads(n.Call)
	case *ast.RangeStmt:
		return l.anyExprReads(n.X) || pointsToElements(l.pkg.info.TypeOf(n.X))
	case *ast.SelectStmt:
		return true // it reads the channels of its cases
	case ast.Expr:
		return l.anyExprReads(n)
	}
	found := false
	l.inspect(n, func(n ast.Node) {
		if v, ok := n.(*ast.ValueSpec); ok {
			found = found || l.anyExprReads(v.Values...)
		}
	})
	return found
}

// anyExprReads reports whether one of the expressions can read shared memory.
func (l *sourceLine) anyExprReads(list ...ast.Expr) bool {
	for _, e := range list {
		if l.exprReads(e) {
			return true
		}
	}
	return false
}

// exprReads reports whether the evaluation of an expression can read shared memory.
func (l *sourceLine) exprReads(e ast.Expr) bool {
	switch e := e.(type) {
	case nil, *ast.BasicLit:
		return false
	case *ast.FuncLit:
		found := false
		if l.pkg.line(e.Pos()) == l.line || l.pkg.line(e.End()) == l.line {
			l.inspect(e.Body, func(n ast.Node) {
				x, ok := n.(ast.Expr)
				found = found || ok && l.pkg.mayBeShared(x)
			})
		}
		return found
	case *ast.ParenExpr:
		return l.exprReads(e.X)
	case *ast.UnaryExpr:
		if e.Op == token.AND {
			return l.addressReads(e.X)
		}
		return l.exprReads(e.X)
	case *ast.BinaryExpr:
		return l.anyExprReads(e.X, e.Y)
	case *ast.KeyValueExpr:
		return l.anyExprReads(e.Value) || !isNode[*ast.Ident](e.Key) && l.exprReads(e.Key)
	case *ast.CompositeLit:
		return l.anyExprReads(e.Elts...)
	case *ast.TypeAssertExpr:
		return l.exprReads(e.X)
	case *ast.CallExpr:
		return l.callReads(e)
	case *ast.SliceExpr:
		return l.pkg.mayBeShared(e.X) || l.exprReads(e.X) || l.anyExprReads(e.Low, e.High, e.Max)
	}
	return l.pkg.mayBeShared(e) || l.addressReads(e)
}

// callReads reports whether the evaluation of a call's arguments and receiver can read shared memory.
func (l *sourceLine) callReads(c *ast.CallExpr) bool {
	if l.anyExprReads(c.Args...) {
		return true
	}
	switch calleeName(c) {
	case "append", "copy", "len", "cap", "string", "min", "max":
		holds := func(e ast.Expr) bool { return pointsToElements(l.pkg.info.TypeOf(e)) }
		if isNode[*ast.Ident](c.Fun) && len(c.Args) > 0 && (holds(c.Args[0]) || holds(c.Args[len(c.Args)-1])) { // append reads the elements of its first argument
			return true
		}
	}
	sel, ok := unparen(c.Fun).(*ast.SelectorExpr)
	if !ok {
		return l.exprReads(c.Fun)
	}
	s := l.pkg.info.Selections[sel]
	if s == nil || s.Kind() != types.MethodVal {
		return l.exprReads(sel)
	}
	f, ok := s.Obj().(*types.Func)
	if ok && isPointer(f.Signature().Recv().Type()) && !isPointer(s.Recv()) {
		return l.addressReads(sel.X) // x.Lock() is (&x).Lock()
	}
	return l.exprReads(sel.X) || ok && !isPointer(f.Signature().Recv().Type()) && isPointer(s.Recv()) // a value method reads the value that the pointer points to
}

// addressReads reports whether finding a variable's address can read shared memory: x of x.f, if x is a pointer.
func (l *sourceLine) addressReads(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return l.addressReads(e.X)
	case *ast.StarExpr:
		return l.exprReads(e.X)
	case *ast.SelectorExpr:
		if t := l.pkg.info.TypeOf(e.X); t != nil && isPointer(t) {
			return l.exprReads(e.X)
		}
		return l.addressReads(e.X)
	case *ast.IndexExpr:
		if l.exprReads(e.Index) {
			return true
		}
		if t := l.pkg.info.TypeOf(e.X); t != nil && isArray(t) {
			return l.addressReads(e.X)
		}
		return l.exprReads(e.X)
	case *ast.CallExpr, *ast.CompositeLit:
		return l.exprReads(e)
	}
	return false
}

// mayWrite reports whether a statement can write shared memory, or make a value that other goroutines get.
func (l *sourceLine) mayWrite(n ast.Node) bool {
	found := false
	target := func(list ...ast.Expr) {
		for _, e := range list {
			found = found || e != nil && l.pkg.mayBeShared(e)
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
			switch calleeName(n) {
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

// mayBeShared reports whether other goroutines may have access to the variable that an expression names. The answer is
// true if it is unknown.
func (pkg *packageInfo) mayBeShared(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return pkg.mayBeShared(e.X)
	case *ast.StarExpr:
		return true
	case *ast.Ident:
		o := pkg.info.Uses[e]
		if o == nil {
			o = pkg.info.Defs[e]
		}
		v, ok := o.(*types.Var)
		if !ok {
			return o == nil && e.Name != "_"
		}
		return !isLocal(v) || pkg.escapingVars()[v]
	case *ast.SelectorExpr:
		s := pkg.info.Selections[e]
		switch {
		case s == nil:
			o := pkg.info.Uses[e.Sel]
			_, isVar := o.(*types.Var)
			return o == nil || isVar // a variable of another package
		case s.Kind() != types.FieldVal:
			return false
		}
		return s.Indirect() || isPointer(s.Recv()) || pkg.mayBeShared(e.X)
	case *ast.IndexExpr:
		t := pkg.info.TypeOf(e.X)
		if t == nil || !isArray(t) {
			return true
		}
		return pkg.mayBeShared(e.X)
	}
	return false
}

// escapingVars returns the local variables that a literal shares with the function around it, and those whose address is
// taken.
func (pkg *packageInfo) escapingVars() map[*types.Var]bool {
	if pkg.escaping != nil {
		return pkg.escaping
	}
	pkg.escaping = map[*types.Var]bool{}
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
				if v, ok := pkg.info.Uses[x].(*types.Var); ok {
					pkg.escaping[v] = true
				}
			}
			return
		}
	}
	for _, f := range pkg.sortedFiles() {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					mark(n.X)
				}
			case *ast.SliceExpr:
				mark(n.X)
			case *ast.SelectorExpr:
				if s := pkg.info.Selections[n]; s != nil && s.Kind() == types.MethodVal && !isPointer(s.Recv()) {
					mark(n.X)
				}
			case *ast.FuncLit:
				ast.Inspect(n.Body, func(x ast.Node) bool {
					if id, ok := x.(*ast.Ident); ok {
						if v, ok := pkg.info.Uses[id].(*types.Var); ok && (v.Pos() < n.Pos() || v.Pos() > n.End()) {
							pkg.escaping[v] = true
						}
					}
					return true
				})
			}
			return true
		})
	}
	return pkg.escaping
}

// isPointer reports whether the type is a pointer.
func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// isArray reports whether the type is an array.
func isArray(t types.Type) bool {
	_, ok := t.Underlying().(*types.Array)
	return ok
}

// pointsToElements reports whether a value of the type refers to memory outside of itself, or may do so.
func pointsToElements(t types.Type) bool {
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
