package blame

import (
	"go/ast"
	"maps"
)

const maxNested = 6 // loops deep that a body is followed twice

// A head is what comes before each round of a loop: it returns the states with which a round begins and with which the loop ends there; out is nil where it
// never does.
type head func(s lockSet) (in, out lockSet)

func (w *walker) forHead(st *ast.ForStmt) head {
	return func(s lockSet) (in, out lockSet) {
		if st.Cond == nil {
			return maps.Clone(s), nil
		}
		return w.branch(st.Cond, s)
	}
}

// rangeHead: each round has variables of its own.
func (w *walker) rangeHead(st *ast.RangeStmt) head {
	return func(s lockSet) (in, out lockSet) {
		in = maps.Clone(s)
		w.assign(st, in)
		return in, maps.Clone(s)
	}
}

// loop follows the body twice: what the first round leaves locked, the second meets.
func (w *walker) loop(body *ast.BlockStmt, top head, s lockSet, label string, post ast.Stmt) (lockSet, bool) {
	j := &jumps{label: label, loop: true, body: body}
	w.targets = append(w.targets, j)
	var ways []lockSet
	rounds := 2
	if len(w.targets) > maxNested {
		rounds = 1
	}
	in, out := top(s)
	ways = append(ways, out)
	for range rounds {
		j.continues = nil
		end, over := w.block(body.List, in)
		if !over {
			j.continues = append(j.continues, end)
		}
		if len(j.continues) == 0 {
			break
		}
		sure, _ := join(j.continues...)
		sure, _ = w.stmt(post, sure, "")
		_, out = top(sure)
		ways = append(ways, out)
		// every way back to the top is followed, not only what they have in common: one that forgot to unlock is what is looked for
		next := lockSet{}
		for _, c := range j.continues {
			maps.Copy(next, c)
		}
		next, _ = w.stmt(post, next, "")
		in, _ = top(next)
	}
	w.targets = w.targets[:len(w.targets)-1]
	return join(append(ways, j.breaks...)...)
}
