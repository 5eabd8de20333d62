package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// A lineOf is what stands on a line of a function.
type lineOf struct {
	u      *packageInfo
	in     *function
	line   int
	nodes  []ast.Node // the simple statements, and the heads of others, that the line is part of
	ends   bool       // the function may end at the line
	defers bool       // the function has deferred calls
}

// collect finds the statements of a line, without those of the literals in them, except where a literal begins or ends on the line.
func (l *lineOf) collect() {
	l.ends = l.line == l.u.line(l.in.body.Rbrace)
	l.inspect(l.in.body, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt, *ast.IncDecStmt, *ast.ExprStmt, *ast.SendStmt, *ast.DeclStmt, *ast.GoStmt:
			l.add(n, n.Pos(), n.End())
		case *ast.DeferStmt:
			l.defers = true
			l.add(n, n.Pos(), n.End())
		case *ast.ReturnStmt:
			l.ends = l.add(n, n.Pos(), n.End()) || l.ends
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

func (l *lineOf) add(n ast.Node, from, to token.Pos) bool {
	if l.u.line(from) > l.line || l.u.line(to) < l.line {
		return false
	}
	l.nodes = append(l.nodes, n)
	return true
}

// inspect visits what belongs to the function itself.
func (l *lineOf) inspect(root ast.Node, visit func(ast.Node)) {
	ast.Inspect(root, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit != l.in.lit && l.u.line(lit.Pos()) != l.line && l.u.line(lit.End()) != l.line {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}

// has tells whether one of the line's nodes, or what it is made of, is such. Of a loop and a select only the head counts.
func (l *lineOf) has(is func(ast.Node) bool) bool {
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

func (l *lineOf) can(did deed) bool {
	switch did {
	case reads:
		return slices.ContainsFunc(l.nodes, l.reads)
	case writes:
		return l.line == l.u.start(l.in) || l.ends && l.in.typ.Results != nil || slices.ContainsFunc(l.nodes, l.writes)
	case sends, sendsClosed:
		return l.has(func(n ast.Node) bool { return isNode[*ast.SendStmt](n) || isNode[*ast.SelectStmt](n) })
	case receives:
		return l.has(func(n ast.Node) bool {
			e, ok := n.(*ast.UnaryExpr)
			return ok && e.Op == token.ARROW || isNode[*ast.RangeStmt](n) || isNode[*ast.SelectStmt](n)
		})
	case selects:
		return l.has(func(n ast.Node) bool {
			e, ok := n.(*ast.UnaryExpr)
			return isNode[*ast.SelectStmt](n) || isNode[*ast.SendStmt](n) || ok && e.Op == token.ARROW
		})
	case closes:
		return l.defers && l.ends || l.has(callOf("close"))
	case panics:
		return l.defers && l.ends || l.has(callOf("panic"))
	case usesMap:
		return l.has(l.isMapUse)
	case indexes:
		return l.has(l.isIndex)
	case divides:
		return l.has(l.isDivision)
	case asserts:
		return l.has(isNode[*ast.TypeAssertExpr])
	case derefs:
		return l.defers && l.ends || l.has(l.isDeref) // a deferred function may be nil
	}
	return len(l.nodes) > 0 || l.hasToken()
}

func isNode[N ast.Node](n ast.Node) bool {
	_, ok := n.(N)
	return ok
}

func callOf(name string) func(ast.Node) bool {
	return func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		return ok && isNode[*ast.Ident](c.Fun) && called(c) == name
	}
}

// hasToken tells whether anything of the program begins or ends on the line: it is more than blank, or a comment.
func (l *lineOf) hasToken() bool {
	found := false
	l.inspect(l.in.body, func(n ast.Node) { found = found || l.u.line(n.Pos()) == l.line || l.u.line(n.End()) == l.line })
	return found || l.line == l.u.start(l.in)
}

// isMapUse tells an access to a map, or to something whose type is not known.
func (l *lineOf) isMapUse(n ast.Node) bool {
	may := func(e ast.Expr) bool {
		t := l.u.info.TypeOf(e)
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
		return slices.Contains([]string{"delete", "clear"}, called(n))
	}
	return false
}

// calls tells whether the line can have called the function, or where a function ends, deferred the call.
func (l *lineOf) calls(callee string) bool {
	if l.defers && l.ends {
		return true
	}
	return l.has(func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			return l.mayBeFunc(n.X)
		case *ast.CallExpr:
			return l.mayCall(n, callee)
		}
		return false
	})
}

// mayCall tells whether a call can be of the function: it names one of that name, or names none, such as a variable's, or the function has no name.
func (l *lineOf) mayCall(c *ast.CallExpr, callee string) bool {
	name, called := goout.ParseFuncName(goout.ShortFunc(callee)), l.named(c)
	return called == "" || len(name.Parts) == 0 || len(name.Literals) > 0 || called == name.Last()
}

func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func isUnknown(t types.Type) bool {
	b, ok := t.(*types.Basic)
	return ok && b.Kind() == types.Invalid
}

// named is the name of the function that a call names; "" where a variable, or what a call returned, is called, or a function of C.
func (l *lineOf) named(c *ast.CallExpr) string {
	if sel, ok := unparen(c.Fun).(*ast.SelectorExpr); ok && l.u.importOf(sel.X) == "C" {
		return ""
	}
	switch o := l.u.callee(c).(type) {
	case nil:
		if name := called(c); name != "" && isNode[*ast.SelectorExpr](unparen(c.Fun)) {
			return name // of a package that is not at hand
		}
		return ""
	case *types.Func:
		return o.Name()
	case *types.Builtin, *types.TypeName:
		return o.Name()
	}
	return ""
}

func unparen(e ast.Expr) ast.Expr {
	for {
		p, ok := e.(*ast.ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}
