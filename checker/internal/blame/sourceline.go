package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// A sourceLine is a line of a function, with the statements on it.
type sourceLine struct {
	pkg      *packageInfo
	function *function
	line     int
	nodes    []ast.Node // the simple statements, and the heads of compound statements, on the line
	mayEnd   bool       // the function may return at the line
	hasDefer bool       // the function has deferred calls
}

// collect finds the statements on the line. It leaves out statements in a literal, unless the literal begins or ends on
// the line.
func (l *sourceLine) collect() {
	l.mayEnd = l.line == l.pkg.line(l.function.body.Rbrace)
	l.inspect(l.function.body, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt, *ast.IncDecStmt, *ast.ExprStmt, *ast.SendStmt, *ast.DeclStmt, *ast.GoStmt:
			l.add(n, n.Pos(), n.End())
		case *ast.DeferStmt:
			l.hasDefer = true
			l.add(n, n.Pos(), n.End())
		case *ast.ReturnStmt:
			l.mayEnd = l.add(n, n.Pos(), n.End()) || l.mayEnd
		case *ast.IfStmt:
			l.add(n.Cond, n.Pos(), n.Cond.End())
		case *ast.ForStmt:
			if n.Cond != nil {
				l.add(n.Cond, n.Pos(), n.Cond.End())
			}
		case *ast.RangeStmt:
			l.add(n, n.Pos(), n.X.End())
		case *ast.SwitchStmt:
			if n.Tag != nil {
				l.add(n.Tag, n.Pos(), n.Tag.End())
			}
		case *ast.CaseClause:
			for _, e := range n.List {
				l.add(e, e.Pos(), e.End())
			}
		case *ast.SelectStmt:
			l.add(n, n.Pos(), n.Pos())
		}
	})
}

// add adds a node if its lines include the line.
func (l *sourceLine) add(n ast.Node, from, to token.Pos) bool {
	if l.pkg.line(from) > l.line || l.pkg.line(to) < l.line {
		return false
	}
	l.nodes = append(l.nodes, n)
	return true
}

// inspect visits the nodes that belong to the function itself.
func (l *sourceLine) inspect(root ast.Node, visit func(ast.Node)) {
	ast.Inspect(root, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit != l.function.lit && l.pkg.line(lit.Pos()) != l.line && l.pkg.line(lit.End()) != l.line {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}

// anyNode reports whether is holds for a node of the line or for a part of one. Of a range or select statement only the
// head counts.
func (l *sourceLine) anyNode(is func(ast.Node) bool) bool {
	found := false
	check := func(n ast.Node) { found = found || is(n) }
	for _, n := range l.nodes {
		switch n := n.(type) {
		case *ast.RangeStmt:
			check(n)
			for _, e := range []ast.Expr{n.Key, n.Value, n.X} {
				if e != nil {
					l.inspect(e, check)
				}
			}
		case *ast.SelectStmt:
			check(n)
		default:
			l.inspect(n, check)
		}
	}
	return found
}

// canDo reports whether the code on the line can do the action.
func (l *sourceLine) canDo(did action) bool {
	switch did {
	case actRead:
		return slices.ContainsFunc(l.nodes, l.mayRead)
	case actWrite:
		return l.line == l.pkg.firstLine(l.function) || l.mayEnd && l.function.funcType.Results != nil || slices.ContainsFunc(l.nodes, l.mayWrite)
	case actSend, actSendClosed:
		return l.anyNode(func(n ast.Node) bool { return isNode[*ast.SendStmt](n) || isNode[*ast.SelectStmt](n) })
	case actReceive:
		return l.anyNode(func(n ast.Node) bool {
			e, ok := n.(*ast.UnaryExpr)
			return ok && e.Op == token.ARROW || isNode[*ast.RangeStmt](n) || isNode[*ast.SelectStmt](n)
		})
	case actSelect:
		return l.anyNode(func(n ast.Node) bool {
			e, ok := n.(*ast.UnaryExpr)
			return isNode[*ast.SelectStmt](n) || isNode[*ast.SendStmt](n) || ok && e.Op == token.ARROW
		})
	case actClose:
		return l.hasDefer && l.mayEnd || l.anyNode(callOf("close"))
	case actPanic:
		return l.hasDefer && l.mayEnd || l.anyNode(callOf("panic"))
	case actMap:
		return l.anyNode(l.isMapUse)
	case actIndex:
		return l.anyNode(l.isIndex)
	case actDivide:
		return l.anyNode(l.isDivision)
	case actAssert:
		return l.anyNode(isNode[*ast.TypeAssertExpr])
	case actDeref:
		return l.hasDefer && l.mayEnd || l.anyNode(l.isDeref) // a deferred function may be nil
	}
	return len(l.nodes) > 0 || l.hasToken()
}

// isNode reports whether the node has the type N.
func isNode[N ast.Node](n ast.Node) bool {
	_, ok := n.(N)
	return ok
}

// callOf returns a function that reports whether a node is a call of the builtin of that name.
func callOf(name string) func(ast.Node) bool {
	return func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		return ok && isNode[*ast.Ident](c.Fun) && calleeName(c) == name
	}
}

// hasToken reports whether the line has code: it is not blank and not only a comment.
func (l *sourceLine) hasToken() bool {
	found := false
	l.inspect(l.function.body, func(n ast.Node) { found = found || l.pkg.line(n.Pos()) == l.line || l.pkg.line(n.End()) == l.line })
	return found || l.line == l.pkg.firstLine(l.function)
}

// isMapUse reports whether the node accesses a map, or a value of unknown type.
func (l *sourceLine) isMapUse(n ast.Node) bool {
	may := func(e ast.Expr) bool {
		t := l.pkg.info.TypeOf(e)
		return t == nil || isUnknown(t) || isMap(t) || types.IsInterface(t)
	}
	switch n := n.(type) {
	case *ast.IndexExpr:
		return may(n.X)
	case *ast.RangeStmt:
		return may(n.X)
	case *ast.CompositeLit:
		return may(n)
	case *ast.CallExpr:
		return slices.Contains([]string{"delete", "clear"}, calleeName(n))
	}
	return false
}

// canCall reports whether the line can have called the function. At a line where the function may return, deferred calls
// run.
func (l *sourceLine) canCall(callee string) bool {
	if l.hasDefer && l.mayEnd {
		return true
	}
	return l.anyNode(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			return l.mayBeFunc(n.X)
		case *ast.CallExpr:
			return l.mayCall(n, callee)
		}
		return false
	})
}

// mayCall reports whether the call can be of the function callee: the names are equal, or one of them has no declared
// name.
func (l *sourceLine) mayCall(c *ast.CallExpr, callee string) bool {
	name, called := goout.ParseFuncName(goout.ShortFunc(callee)), l.declaredCallee(c)
	return called == "" || len(name.Parts) == 0 || len(name.Literals) > 0 || called == name.Last()
}

// isFunc reports whether the type is a function.
func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// isUnknown reports whether the type checker could not find the type.
func isUnknown(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.Invalid
}

// declaredCallee returns the name of the declared function that a call names, or "" for a variable, a call's result or a
// function of C.
func (l *sourceLine) declaredCallee(c *ast.CallExpr) string {
	if sel, ok := unparen(c.Fun).(*ast.SelectorExpr); ok && l.pkg.importOf(sel.X) == "C" {
		return ""
	}
	switch o := l.pkg.calleeObject(c).(type) {
	case nil:
		if name := calleeName(c); name != "" && isNode[*ast.SelectorExpr](unparen(c.Fun)) {
			return name // a function of a package that is not among the sources
		}
		return ""
	case *types.Func:
		return o.Name()
	case *types.Builtin, *types.TypeName:
		return o.Name()
	}
	return ""
}

// unparen returns the expression without parentheses.
func unparen(e ast.Expr) ast.Expr {
	for {
		p, ok := e.(*ast.ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}
