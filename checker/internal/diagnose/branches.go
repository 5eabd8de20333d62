package diagnose

import (
	"go/ast"
	"go/token"
	"maps"
)

// clauses follows the cases of a switch or select.
func (w *walker) clauses(list []ast.Stmt, s state, label string, isSelect bool) (state, bool) {
	j := &jumps{label: label}
	w.targets = append(w.targets, j)
	var ways []state
	always := isSelect
	for _, c := range list {
		var body []ast.Stmt
		from := maps.Clone(s)
		switch c := c.(type) {
		case *ast.CaseClause:
			body = c.Body
			always = always || c.List == nil
		case *ast.CommClause:
			body = c.Body
			from, _ = w.stmt(c.Comm, from, "")
		}
		if end, over := w.block(body, from); !over {
			ways = append(ways, end)
		}
	}
	if !always {
		ways = append(ways, s)
	}
	w.targets = w.targets[:len(w.targets)-1]
	return meet(append(ways, j.breaks...)...)
}

func (w *walker) jump(st *ast.BranchStmt, s state) {
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
			w.rounds = append(w.rounds, round{exit{st.Pos(), maps.Clone(s)}, j.body})
			j.continues = append(j.continues, maps.Clone(s))
			return
		}
	}
}
