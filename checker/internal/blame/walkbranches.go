package blame

import (
	"go/ast"
	"go/token"
	"maps"
)

// ifStmt follows an if statement.
func (w *walker) ifStmt(st *ast.IfStmt, s lockSet) (lockSet, bool) {
	s, _ = w.stmt(st.Init, s, "")
	then, other := w.branch(st.Cond, s)
	outcomes := make([]lockSet, 0, 2)
	if end, ended := w.block(st.Body.List, then); !ended {
		outcomes = append(outcomes, end)
	}
	ended := false
	if st.Else != nil {
		other, ended = w.stmt(st.Else, other, "")
	}
	if !ended {
		outcomes = append(outcomes, other)
	}
	return join(outcomes...)
}

// branch follows a condition. It returns the locks that are held if it is true, and if it is false: they differ by what
// a TryLock locks.
func (w *walker) branch(cond ast.Expr, s lockSet) (yes, no lockSet) {
	switch e := unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			no, yes = w.branch(e.X, s)
			return yes, no
		}
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LAND:
			yes, no = w.branch(e.X, s)
			yes, second := w.branch(e.Y, yes)
			return yes, intersect(no, second)
		case token.LOR:
			yes, no = w.branch(e.X, s)
			second, no := w.branch(e.Y, no)
			return intersect(yes, second), no
		}
	case *ast.CallExpr:
		o, ok := w.pkg.callOperation(e)
		if ok && (o.kind == opTryLock || o.kind == opTryRLock) {
			w.recordAtTarget(e, s)
			yes, no = maps.Clone(s), maps.Clone(s)
			w.acquire(o.path, heldLock{read: o.kind == opTryRLock, at: e.Pos()}, yes)
			return yes, no
		}
	}
	yes = w.visit(cond, s)
	return yes, maps.Clone(yes)
}

// clauses follows the cases of a switch or select.
func (w *walker) clauses(list []ast.Stmt, s lockSet, label string, isSelect bool) (lockSet, bool) {
	j := &jumps{label: label}
	w.targets = append(w.targets, j)
	var outcomes []lockSet
	always := isSelect
	for _, c := range list {
		var body []ast.Stmt
		from := maps.Clone(s)
		switch c := c.(type) {
		case *ast.CaseClause:
			body = c.Body
			always = always || c.List == nil
			from, s = w.caseExprs(c.List, s)
		case *ast.CommClause:
			body = c.Body
			from, _ = w.stmt(c.Comm, from, "")
		}
		if end, ended := w.block(body, from); !ended {
			outcomes = append(outcomes, end)
		}
	}
	if !always {
		outcomes = append(outcomes, s)
	}
	w.targets = w.targets[:len(w.targets)-1]
	return join(append(outcomes, j.breaks...)...)
}

// caseExprs follows the expressions of one case. A single expression may be a TryLock.
func (w *walker) caseExprs(list []ast.Expr, s lockSet) (yes, no lockSet) {
	if len(list) == 1 {
		return w.branch(list[0], s)
	}
	for _, e := range list {
		s = w.visit(e, s)
	}
	return maps.Clone(s), s
}

// jump follows a break, continue or goto: it hands the held locks to the statement that is the target.
func (w *walker) jump(st *ast.BranchStmt, s lockSet) {
	w.hasGoto = w.hasGoto || st.Tok == token.GOTO || st.Tok == token.FALLTHROUGH
	for i := len(w.targets) - 1; i >= 0; i-- {
		j := w.targets[i]
		if st.Label != nil && j.label != st.Label.Name {
			continue
		}
		switch {
		case st.Tok == token.BREAK:
			j.breaks = append(j.breaks, maps.Clone(s))
			return
		case st.Tok == token.CONTINUE && j.loop:
			w.backEdges = append(w.backEdges, loopBackEdge{exit{at: st.Pos(), held: maps.Clone(s)}, j.body})
			j.continues = append(j.continues, maps.Clone(s))
			return
		}
	}
}
