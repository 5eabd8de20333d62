package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// rangeStmt rewrites loops over channels, maps and slices. The order of a map's keys is the same in every schedule.
func (w *rewriter) rangeStmt(n *ast.RangeStmt) (string, bool) {
	switch {
	case w.chanOf(n.X):
		return w.rangeChan(n), true
	case w.mapOf(n.X) && n.Key != nil && (!w.sharedLoopVars || n.Tok == token.ASSIGN || !w.capturedIn(n)):
		return w.rangeMap(n), true
	case w.readsElements(n):
		return w.rangeSlice(n), true
	}
	head := "for "
	if n.Key != nil {
		head += w.loopVars(n) + " " + n.Tok.String() + " "
	}
	return head + "range " + w.emit(n.X) + " " + w.body(n.Body, w.loopWrites(n)), true
}

func (w *rewriter) loopVars(n *ast.RangeStmt) string {
	vars := []string{w.target(n.Key)}
	if n.Value != nil {
		vars = append(vars, w.target(n.Value))
	}
	return strings.Join(vars, ", ")
}

// loopWrites returns code that records a write of the loop's variables in each iteration, if the iterations share the variables.
func (w *rewriter) loopWrites(n *ast.RangeStmt) string {
	out := ""
	for _, e := range []ast.Expr{n.Key, n.Value} {
		if e == nil || isBlank(e) {
			continue
		}
		id, ok := e.(*ast.Ident)
		if !ok {
			continue
		}
		v, _ := w.info.ObjectOf(id).(*types.Var)
		if v != nil && (w.sharedLoopVars || n.Tok == token.ASSIGN) && w.vars.mayBeShared(v) {
			out += rtName + ".NoteWrite(&" + id.Name + ", " + w.siteOf(id) + "); "
		}
	}
	return out
}

// body returns a block with text inserted at its beginning.
func (w *rewriter) body(b *ast.BlockStmt, first string) string {
	return "{ " + first + w.span(b, b.Lbrace+1, b.End())
}

// capturedIn reports whether a function literal uses one of the loop's variables, or its address is taken.
func (w *rewriter) capturedIn(n *ast.RangeStmt) bool {
	for _, e := range []ast.Expr{n.Key, n.Value} {
		if id, ok := e.(*ast.Ident); ok {
			if v, ok := w.info.Defs[id].(*types.Var); ok && (w.vars.captured[v] || w.vars.addressed[v]) {
				return true
			}
		}
	}
	return false
}

func (w *rewriter) rangeChan(n *ast.RangeStmt) string {
	ch, ok := w.temp(), w.temp()
	v, tok := "_", ":="
	if n.Key != nil {
		v, tok = w.target(n.Key), n.Tok.String()
	}
	first := v + ", " + ok + " := " + rtName + ".Recv2(" + ch + "); if !" + ok + " { break }; "
	if tok == "=" {
		t := w.temp()
		first = t + ", " + ok + " := " + rtName + ".Recv2(" + ch + "); if !" + ok + " { break }; " + v + " = " + t + "; "
	}
	return "for " + ch + " := " + w.emit(n.X) + "; ; { " + first + w.body(n.Body, "") + " }"
}

func (w *rewriter) rangeMap(n *ast.RangeStmt) string {
	e := w.temp()
	names, values := []string{}, []string{}
	for i, x := range []ast.Expr{n.Key, n.Value} {
		if x != nil && !isBlank(x) {
			names = append(names, w.target(x))
			values = append(values, e+[]string{".K", ".V()"}[i])
		}
	}
	first := "if !" + e + ".Live() { continue }; "
	if len(names) > 0 {
		first += strings.Join(names, ", ") + " " + n.Tok.String() + " " + strings.Join(values, ", ") + "; "
	}
	return "for _, " + e + " := range " + rtName + ".Entries(" + w.emit(n.X) + ", " + w.siteOf(n.X) + ") { " +
		first + w.body(n.Body, "") + " }"
}

// selectStmt rewrites a select as a switch over the case that the scheduler chose.
func (w *rewriter) selectStmt(n *ast.SelectStmt) string {
	if len(n.Body.List) == 0 {
		return "{ " + rtName + ".Forever(); select {} }"
	}
	var names, cases, heads []string
	otherwise := false
	for _, c := range n.Body.List {
		clause := c.(*ast.CommClause)
		if clause.Comm == nil {
			otherwise = true
			heads = append(heads, "default:")
			continue
		}
		t := w.temp()
		head := "case " + strconv.Itoa(len(names)) + ":"
		names = append(names, t)
		cases = append(cases, w.commCase(clause.Comm))
		heads = append(heads, head+w.commBind(clause.Comm, t))
	}
	if !otherwise { // with a default the switch is a terminating statement where the select was one
		last := len(heads) - 1
		heads[last] = "default:" + heads[last][strings.IndexByte(heads[last], ':')+1:]
	}
	out := "switch " + rtName + ".Select(" + strconv.FormatBool(otherwise) + ") {"
	if len(names) > 0 {
		out = "switch " + strings.Join(names, ", ") + " := " + strings.Join(cases, ", ") + "; " + rtName + ".Select(" +
			strconv.FormatBool(otherwise) + ", " + strings.Join(names, ", ") + ") {"
	}
	at := n.Body.Lbrace + 1
	for i, c := range n.Body.List {
		clause := c.(*ast.CommClause)
		out += string(w.src[w.offset(at):w.offset(clause.Pos())]) + heads[i] + w.span(clause, clause.Colon+1, clause.End())
		at = clause.End()
	}
	return out + string(w.src[w.offset(at):w.offset(n.End())])
}

// commCase returns the channel operation of a clause, for the runtime.
func (w *rewriter) commCase(s ast.Stmt) string {
	if send, ok := s.(*ast.SendStmt); ok {
		return rtName + ".To(" + w.emit(send.Chan) + ").Val(" + w.emit(send.Value) + ")"
	}
	return rtName + ".From(" + w.emit(received(s)) + ")"
}

// received returns the channel from which a clause receives.
func received(s ast.Stmt) ast.Expr {
	var e ast.Expr
	switch s := s.(type) {
	case *ast.ExprStmt:
		e = s.X
	case *ast.AssignStmt:
		e = s.Rhs[0]
	}
	return unparen(e).(*ast.UnaryExpr).X
}

// commBind returns code that assigns the received value to the clause's variables.
func (w *rewriter) commBind(s ast.Stmt, t string) string {
	a, ok := s.(*ast.AssignStmt)
	if !ok {
		return ""
	}
	values := []string{t + ".Value()", t + ".OK()"}[:len(a.Lhs)]
	if a.Tok == token.DEFINE {
		return " " + w.targets(a.Lhs) + " := " + strings.Join(values, ", ") + ";"
	}
	out := ""
	for i, x := range a.Lhs {
		x = unparen(x)
		if isBlank(x) || !w.shared(x) {
			out += " " + w.target(x) + " = " + values[i] + ";"
		} else {
			out += " " + w.ref(x) + ".Set(" + values[i] + ");"
		}
	}
	return out
}
