package diagnose

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"strings"
)

// A hold is a lock that a function holds.
type hold struct {
	ref  ref
	read bool      // by RLock
	at   token.Pos // where it was locked
}

// A state is what is held at a point, by the lock's name.
type state map[string]hold

// An exit is a way out of a function.
type exit struct {
	at   token.Pos
	held state
}

// A round is the end of one of a loop's rounds by continue.
type round struct {
	exit
	body *ast.BlockStmt
}

// A walker follows a function's statements in order and keeps account of the locks that it holds: on every way through it, not for every value.
type walker struct {
	u        *unit
	target   token.Pos // the node before which the state is asked for
	visits   []state
	exits    []exit
	rounds   []round
	deferred map[string]bool // unlocked by a deferred call
	targets  []*jumps
	depth    int
}

// jumps collects the states at break and continue of one statement.
type jumps struct {
	label     string
	loop      bool
	body      *ast.BlockStmt
	breaks    []state
	continues []state
}

const (
	maxCalls  = 3 // calls deep that a callee's locks are followed
	maxNested = 6 // loops deep that a body is followed twice
)

func (r ref) key(u *unit) string {
	return u.src.fset.Position(r.root.Pos()).String() + r.root.Name() + r.path
}

func (u *unit) walk(f *fn, target token.Pos, depth int) *walker {
	w := &walker{u: u, target: target, depth: depth, deferred: map[string]bool{}}
	if end, over := w.block(f.body.List, state{}); !over {
		w.exits = append(w.exits, exit{f.body.Rbrace, end})
	}
	for _, e := range w.exits {
		for k := range w.deferred {
			delete(e.held, k)
		}
	}
	return w
}

// heldAt tells what a function surely holds, and what it may hold, just before it comes to a node.
func (u *unit) heldAt(f *fn, at token.Pos) (must, may state) {
	w := u.walk(f, at, 0)
	may = state{}
	for i, v := range w.visits {
		maps.DeleteFunc(v, func(k string, _ hold) bool { return strings.HasPrefix(k, given) })
		maps.Copy(may, v)
		if i == 0 {
			must = maps.Clone(v)
		} else {
			must = both(must, v)
		}
	}
	return must, may
}

// givenBack tells which of its callers' locks a function may have given back when it comes to a node.
func (u *unit) givenBack(f *fn, at token.Pos) []types.Object {
	var out []types.Object
	for _, v := range u.walk(f, at, 0).visits {
		for k, h := range v {
			if strings.HasPrefix(k, given) {
				out = append(out, u.classOf(h.ref))
			}
		}
	}
	return out
}

// both keeps what is held on either way.
func both(a, b state) state {
	out := state{}
	for k, v := range a {
		if o, ok := b[k]; ok {
			v.read = v.read || o.read
			out[k] = v
		}
	}
	return out
}

// meet joins the ways that go on.
func meet(ways ...state) (state, bool) {
	var out state
	for _, w := range ways {
		if w == nil {
			continue
		}
		if out == nil {
			out = maps.Clone(w)
		} else {
			out = both(out, w)
		}
	}
	return out, out == nil
}

func (w *walker) block(list []ast.Stmt, s state) (state, bool) {
	for _, st := range list {
		over := false
		if s, over = w.stmt(st, s, ""); over {
			return s, true
		}
	}
	return s, false
}

// stmt follows one statement; over: it does not go on from there.
func (w *walker) stmt(st ast.Stmt, s state, label string) (state, bool) {
	switch st := st.(type) {
	case nil:
		return s, false
	case *ast.BlockStmt:
		return w.block(st.List, s)
	case *ast.LabeledStmt:
		return w.stmt(st.Stmt, s, st.Label.Name)
	case *ast.IfStmt:
		return w.ifStmt(st, s)
	case *ast.ForStmt:
		s, _ = w.stmt(st.Init, s, "")
		s = w.visit(st.Cond, s)
		return w.loop(st.Body, st.Cond == nil, s, label, st.Post)
	case *ast.RangeStmt:
		w.see(st, s)
		s = w.visit(st.X, s)
		return w.loop(st.Body, false, s, label, nil)
	case *ast.SwitchStmt:
		s, _ = w.stmt(st.Init, s, "")
		return w.clauses(st.Body.List, w.visit(st.Tag, s), label, false)
	case *ast.TypeSwitchStmt:
		s, _ = w.stmt(st.Init, s, "")
		return w.clauses(st.Body.List, s, label, false)
	case *ast.SelectStmt:
		w.see(st, s)
		return w.clauses(st.Body.List, s, label, true)
	case *ast.ReturnStmt:
		s = w.visit(st, s)
		w.exits = append(w.exits, exit{st.Pos(), maps.Clone(s)})
		return s, true
	case *ast.BranchStmt:
		w.jump(st, s)
		return s, true
	case *ast.DeferStmt:
		w.deferCall(st, s)
		return s, false
	case *ast.GoStmt:
		w.see(st, s)
		return s, false
	}
	return w.visit(st, s), w.ends(st)
}

func (w *walker) ifStmt(st *ast.IfStmt, s state) (state, bool) {
	s, _ = w.stmt(st.Init, s, "")
	then := w.visit(st.Cond, s)
	w.tryLock(st.Cond, then)
	ways := make([]state, 0, 2)
	if end, over := w.block(st.Body.List, then); !over {
		ways = append(ways, end)
	}
	other, over := w.visit(st.Cond, s), false
	if st.Else != nil {
		other, over = w.stmt(st.Else, other, "")
	}
	if !over {
		ways = append(ways, other)
	}
	return meet(ways...)
}

// tryLock adds what `if mu.TryLock()` locks where it holds.
func (w *walker) tryLock(cond ast.Expr, s state) {
	if c, ok := cond.(*ast.CallExpr); ok {
		if o, ok := w.u.callOperation(c); ok && o.kind == opTryLock && o.ref.known() {
			s[o.ref.key(w.u)] = hold{ref: o.ref, at: c.Pos()}
		}
	}
}

// loop follows the body twice: what the first round leaves locked, the second meets.
func (w *walker) loop(body *ast.BlockStmt, forever bool, s state, label string, post ast.Stmt) (state, bool) {
	j := &jumps{label: label, loop: true, body: body}
	w.targets = append(w.targets, j)
	out := []state{}
	if !forever {
		out = append(out, maps.Clone(s))
	}
	rounds := 2
	if len(w.targets) > maxNested {
		rounds = 1
	}
	for range rounds {
		j.continues = nil
		end, over := w.block(body.List, maps.Clone(s))
		if !over {
			j.continues = append(j.continues, end)
		}
		// every way back to the top is followed, not only what they have in common: one that forgot to unlock is what is looked for
		next := state{}
		for _, c := range j.continues {
			maps.Copy(next, c)
		}
		if len(j.continues) == 0 {
			break
		}
		s, _ = w.stmt(post, next, "")
		if !forever {
			end, _ := meet(j.continues...)
			out = append(out, end)
		}
	}
	w.targets = w.targets[:len(w.targets)-1]
	return meet(append(out, j.breaks...)...)
}
