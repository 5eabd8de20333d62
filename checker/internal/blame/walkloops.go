package blame

import (
	"go/ast"
	"maps"
)

const maxLoopDepth = 6 // in deeper loops, the walker follows the body once instead of twice

// A loopHead is what runs before each iteration of a loop. It returns the locks that are held at the start of the
// iteration and those at the end of the loop; out is nil if the loop never ends there.
type loopHead func(s lockSet) (in, out lockSet)

// forHead returns the head of a for loop: its condition.
func (w *walker) forHead(st *ast.ForStmt) loopHead {
	return func(s lockSet) (in, out lockSet) {
		if st.Cond == nil {
			return maps.Clone(s), nil
		}
		return w.branch(st.Cond, s)
	}
}

// rangeHead returns the head of a range loop, which declares or assigns the iteration variables.
func (w *walker) rangeHead(st *ast.RangeStmt) loopHead {
	return func(s lockSet) (in, out lockSet) {
		in = maps.Clone(s)
		w.assign(st, in)
		return in, maps.Clone(s)
	}
}

// loop follows a loop's body twice: the second time with what the first iteration leaves locked.
func (w *walker) loop(body *ast.BlockStmt, top loopHead, s lockSet, label string, post ast.Stmt) (lockSet, bool) {
	j := &jumps{label: label, loop: true, body: body}
	w.targets = append(w.targets, j)
	var outcomes []lockSet
	rounds := 2
	if len(w.targets) > maxLoopDepth {
		rounds = 1
	}
	in, out := top(s)
	outcomes = append(outcomes, out)
	for range rounds {
		j.continues = nil
		end, ended := w.block(body.List, in)
		if !ended {
			j.continues = append(j.continues, end)
		}
		if len(j.continues) == 0 {
			break
		}
		sure, _ := join(j.continues...)
		sure, _ = w.stmt(post, sure, "")
		_, out = top(sure)
		outcomes = append(outcomes, out)
		// The next iteration starts with the locks of every path back to the head, not only with their intersection: the path
		// that forgot to unlock matters.
		next := lockSet{}
		for _, c := range j.continues {
			maps.Copy(next, c)
		}
		next, _ = w.stmt(post, next, "")
		in, _ = top(next)
	}
	w.targets = w.targets[:len(w.targets)-1]
	return join(append(outcomes, j.breaks...)...)
}
