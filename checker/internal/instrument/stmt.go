package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// stmt rewrites a statement. An inline statement is one at a position that allows only a simple statement: in the head of an if or a for.
func (w *rewriter) stmt(n ast.Stmt) (string, bool) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return w.assign(n)
	case *ast.IncDecStmt:
		return w.incDec(n)
	case *ast.SendStmt:
		if w.chanOf(n.Chan) {
			return rtName + ".To(" + w.emit(n.Chan) + ").Send(" + w.emit(n.Value) + ")", true
		}
	case *ast.GoStmt:
		return w.goStmt(n), true
	case *ast.RangeStmt:
		return w.rangeStmt(n)
	case *ast.SelectStmt:
		return w.selectStmt(n), true
	case *ast.LabeledStmt:
		return n.Label.Name + w.between(n.Label, n.Stmt) + w.emit(n.Stmt), true
	case *ast.BranchStmt:
		return w.branchExit(n, n.Tok) + w.raw(n), true
	case *ast.ReturnStmt:
		w.wrapNamedResults(n)
		return w.branchExit(n, token.RETURN) + w.text(n), true
	}
	return "", false
}

// branchExit returns code that records how a branch is left, or "" if n is not a branch exit.
func (w *rewriter) branchExit(n ast.Stmt, how token.Token) string {
	if !w.branchExits[n] {
		return ""
	}
	return rtName + `.BranchExit("` + how.String() + `"); `
}

func (w *rewriter) incDec(n *ast.IncDecStmt) (string, bool) {
	op := " + 1"
	if n.Tok == token.DEC {
		op = " - 1"
	}
	return w.update(n.X, op)
}

// update rewrites `x = x op` as a read and a write. Another goroutine may run between them.
func (w *rewriter) update(x ast.Expr, op string) (string, bool) {
	x = unparen(x)
	if !pure(x) {
		return w.target(x) + w.plainUpdate(op), true
	}
	if ix, ok := x.(*ast.IndexExpr); ok && w.mapOf(ix.X) {
		key := w.emit(ix.Index)
		return w.mapRef(ix) + ".Set(" + key + ", " + w.mapRef(ix) + ".Get(" + key + ")" + op + ")", true
	}
	if !w.shared(x) {
		return w.place(x) + w.plainUpdate(op), w.isPlace(x)
	}
	return w.ref(x) + ".Set(" + rtName + ".Read(&" + w.place(x) + ", " + w.siteOf(x) + ")" + op + ")", true
}

// plainUpdate returns the operator and the operand of an update of an unshared variable.
func (w *rewriter) plainUpdate(op string) string {
	op = strings.TrimSpace(op)
	i := strings.IndexByte(op, ' ')
	return " " + op[:i] + "= " + op[i+1:]
}

// ref returns the runtime's reference to the variable x.
func (w *rewriter) ref(x ast.Expr) string {
	return rtName + ".Write(&" + w.place(x) + ", " + w.siteOf(x) + ")"
}

func (w *rewriter) assign(n *ast.AssignStmt) (string, bool) {
	switch {
	case n.Tok == token.DEFINE:
		return w.define(n)
	case n.Tok != token.ASSIGN:
		op := strings.TrimSuffix(n.Tok.String(), "=")
		return w.update(n.Lhs[0], " "+op+" ("+w.emit(n.Rhs[0])+")")
	case len(n.Lhs) == 1:
		return w.set(n.Lhs[0], n.Rhs[0])
	case len(n.Rhs) == 1:
		return w.setTuple(n)
	}
	return w.parallel(n)
}

// set rewrites `x = v`.
func (w *rewriter) set(x, v ast.Expr) (string, bool) {
	x = unparen(x)
	if ix, ok := x.(*ast.IndexExpr); ok && w.mapOf(ix.X) {
		return w.mapRef(ix) + ".Set(" + w.emit(ix.Index) + ", " + w.emit(v) + ")", true
	}
	if isBlank(x) || !w.shared(x) {
		return w.target(x) + " = " + w.emit(v), true
	}
	return w.ref(x) + ".Set(" + w.emit(v) + ")", true
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// target returns the left side of a plain assignment.
func (w *rewriter) target(x ast.Expr) string {
	x = unparen(x)
	if ix, ok := x.(*ast.IndexExpr); ok && w.mapOf(ix.X) {
		return w.emit(ix.X) + "[" + w.emit(ix.Index) + "]"
	}
	return w.place(x)
}

// setTuple rewrites `x, y = f()`, and the assignments whose second value is an ok.
func (w *rewriter) setTuple(n *ast.AssignStmt) (string, bool) {
	if len(n.Lhs) == 2 && (w.shared(n.Lhs[0]) || w.shared(n.Lhs[1])) && w.canForward(n.Rhs[0]) && !w.anyMap(n.Lhs) {
		l, r := unparen(n.Lhs[0]), unparen(n.Lhs[1])
		rhs := w.tupleValue(n.Rhs[0])
		switch {
		case isBlank(l):
			return rtName + ".Second(&" + w.place(r) + ", " + w.siteOf(r) + ").Set(" + rhs + ")", true
		case isBlank(r):
			return rtName + ".First(&" + w.place(l) + ", " + w.siteOf(l) + ").Set(" + rhs + ")", true
		}
		return rtName + ".Both(&" + w.place(l) + ", &" + w.place(r) + ", " + w.siteOf(l) + ", " + w.siteOf(r) + ").Set(" + rhs + ")", true
	}
	return w.targets(n.Lhs) + " = " + w.tupleValue(n.Rhs[0]), true
}

func (w *rewriter) anyMap(list []ast.Expr) bool {
	for _, e := range list {
		if ix, ok := unparen(e).(*ast.IndexExpr); ok && w.mapOf(ix.X) {
			return true
		}
	}
	return false
}

func (w *rewriter) targets(list []ast.Expr) string {
	var out []string
	for _, e := range list {
		out = append(out, w.target(e))
	}
	return strings.Join(out, ", ")
}

// canForward reports whether the two values of e can be passed on as two arguments. This is true of a call, and false of `x.(T)`.
func (w *rewriter) canForward(e ast.Expr) bool {
	_, assert := unparen(e).(*ast.TypeAssertExpr)
	return !assert
}

// tupleValue returns an expression with two values.
func (w *rewriter) tupleValue(e ast.Expr) string {
	switch e := unparen(e).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.ARROW && w.chanOf(e.X) {
			return rtName + ".Recv2(" + w.emit(e.X) + ")"
		}
	case *ast.IndexExpr:
		if w.mapOf(e.X) {
			return w.mapRef(e) + ".Get2(" + w.emit(e.Index) + ")"
		}
	}
	return w.emit(e)
}

// parallel rewrites `x, y = y, x`. The writes are recorded, but no other goroutine runs between them. The places are computed before the
// assignment: in `p, p.next = p.next, q` the second place belongs to the old p.
func (w *rewriter) parallel(n *ast.AssignStmt) (string, bool) {
	var values []string
	before, after := "", ""
	for _, v := range n.Rhs {
		values = append(values, w.emit(v))
	}
	for i, x := range n.Lhs {
		if x = unparen(x); w.shared(x) && pure(x) && !w.inline[n] && !w.anyMap([]ast.Expr{x}) {
			at := fmt.Sprintf("explore_place%d_", i)
			before += at + " := &" + w.place(x) + "; "
			after += "; " + rtName + ".NoteWrite(" + at + ", " + w.siteOf(x) + ")"
		}
	}
	all := w.targets(n.Lhs) + " = " + strings.Join(values, ", ")
	if after != "" {
		all = "{ " + before + all + after + " }"
	}
	return all, true
}

// define rewrites `:=`. Variables that were declared before are written to.
func (w *rewriter) define(n *ast.AssignStmt) (string, bool) {
	var names, values []string
	after := ""
	for _, l := range n.Lhs {
		id := l.(*ast.Ident)
		names = append(names, id.Name)
		if w.info.Defs[id] == nil && !isBlank(id) && w.shared(id) && !w.inline[n] {
			after += "; " + rtName + ".NoteWrite(&" + id.Name + ", " + w.siteOf(id) + ")"
		}
	}
	if len(n.Lhs) == 2 && len(n.Rhs) == 1 {
		values = append(values, w.tupleValue(n.Rhs[0]))
	} else {
		for _, v := range n.Rhs {
			values = append(values, w.emit(v))
		}
	}
	return strings.Join(names, ", ") + " := " + strings.Join(values, ", ") + after, true
}

// valueSpec rewrites `var v, ok = <-c`.
func (w *rewriter) valueSpec(n *ast.ValueSpec) (string, bool) {
	if len(n.Names) != 2 || len(n.Values) != 1 {
		return "", false
	}
	head := w.span(n, n.Pos(), n.Values[0].Pos())
	return head + w.tupleValue(n.Values[0]), true
}

// inlineStmts returns the statements in the heads of other statements.
func inlineStmts(f *ast.File) map[ast.Stmt]bool {
	out := map[ast.Stmt]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IfStmt:
			out[n.Init] = true
		case *ast.ForStmt:
			out[n.Init], out[n.Post] = true, true
		case *ast.SwitchStmt:
			out[n.Init] = true
		case *ast.TypeSwitchStmt:
			out[n.Init], out[n.Assign] = true, true
		}
		return true
	})
	return out
}
