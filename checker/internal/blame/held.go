package blame

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
	lent bool      // another goroutine, or a function that is kept somewhere, may give it back
}

// A state is what is held at a point, by the lock's name, beside some other keys.
type state map[string]hold

// Keys of a state that are no lock's name, or stand before one.
const (
	unnamed = "?"            // a lock is held, nobody knows which: rules that would need to know must keep silent
	doubt   = "??"           // a lock may be held or may have been given back, by one of the ways here; alone: nobody can say which lock
	strange = "!?"           // what is not known was called: it may have left a lock behind
	moved   = "moved: "      // the name leads to another lock by now; this one is still held
	given   = "given back: " // a lock that a function gives back without having taken it: its caller's
)

// named tells whether a key is a held lock's name, be it one that leads elsewhere by now.
func named(k string) bool {
	return k != unnamed && k != strange && !strings.HasPrefix(k, doubt) && !strings.HasPrefix(k, given)
}

// An exit is a way out of a function.
type exit struct {
	at    token.Pos
	held  state
	hands bool // it returns a function, which may be the one that unlocks
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
	deferred map[string]deferral // unlocked by a deferred call
	returned map[token.Pos]bool  // where locks were taken by a call that returned the function which unlocks, and that one is deferred
	gaveAway bool                // a function that the source does not name is deferred: it may unlock anything
	gives    state               // unlocked by a deferred call that the function itself had not locked before it
	targets  []*jumps
	harmless *ast.CallExpr // leaves no lock behind, whatever it calls
	strays   bool          // it has a goto or fallthrough: these ways are not followed
}

// jumps collects the states at break and continue of one statement.
type jumps struct {
	label     string
	loop      bool
	body      *ast.BlockStmt
	breaks    []state
	continues []state
}

func (r ref) key(u *unit) string {
	if !r.known() {
		return unnamed
	}
	return u.src.fset.Position(r.root.Pos()).String() + r.root.Name() + r.path
}

func (u *unit) walk(f *fn, target token.Pos) *walker {
	w := u.walker(target)
	w.walk(f)
	return w
}

func (u *unit) walker(target token.Pos) *walker {
	return &walker{u: u, target: target, gives: state{}, deferred: map[string]deferral{}, returned: map[token.Pos]bool{}}
}

func (w *walker) walk(f *fn) {
	if end, over := w.block(f.body.List, state{}); !over {
		w.exits = append(w.exits, exit{at: f.body.Rbrace, held: end})
	}
	for _, e := range w.exits {
		w.runDeferred(e)
	}
}

// heldAt tells what a function surely holds, and what it may hold, just before it comes to a node. sure: it holds nothing else, so where nothing is held,
// nothing guards the node.
func (u *unit) heldAt(f *fn, at token.Pos) (must, may state, sure bool) {
	return u.walk(f, at).heldThere()
}

// heldAtCall is heldAt a call. What it calls is known to the asker, and where it leaves no lock behind, it does not do so in the rounds before either.
func (u *unit) heldAtCall(f *fn, c *ast.CallExpr, leavesNone bool) (must, may state, sure bool) {
	w := u.walker(c.Pos())
	if leavesNone {
		w.harmless = c
	}
	w.walk(f)
	return w.heldThere()
}

func (w *walker) heldThere() (must, may state, sure bool) {
	must, may, sure = state{}, state{}, len(w.visits) > 0 && !w.strays
	for i, v := range w.visits {
		maps.DeleteFunc(v, func(k string, _ hold) bool { return strings.HasPrefix(k, given) })
		maps.Copy(may, v)
		if i == 0 {
			must = maps.Clone(v)
		} else {
			must = both(must, v)
		}
	}
	maps.DeleteFunc(may, func(k string, _ hold) bool { return k == strange || strings.HasPrefix(k, doubt) })
	maps.DeleteFunc(must, func(k string, h hold) bool {
		unsure := k == strange || strings.HasPrefix(k, doubt) || h.lent
		sure = sure && !unsure
		return unsure
	})
	return must, may, sure
}

// givenBack tells which of its callers' locks a function may have given back when it comes to a node.
func (u *unit) givenBack(f *fn, at token.Pos) []types.Object {
	var out []types.Object
	for _, v := range u.walk(f, at).visits {
		for k, h := range v {
			if strings.HasPrefix(k, given) {
				out = append(out, u.classOf(h.ref))
			}
		}
	}
	return out
}

// both keeps what is held on either way. Where the ways differ there is doubt.
func both(a, b state) state {
	out := state{}
	for k, v := range a {
		if o, ok := b[k]; ok {
			v.read, v.lent = v.read || o.read, v.lent || o.lent
			out[k] = v
		}
	}
	for _, s := range []state{a, b} {
		for k, h := range s {
			if _, ok := out[k]; ok {
				continue
			}
			if k != strange && !strings.HasPrefix(k, doubt) {
				k = doubt + k
			}
			out[k] = h
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
		return w.loop(st.Body, w.forHead(st), s, label, st.Post)
	case *ast.RangeStmt:
		w.see(st, s)
		return w.loop(st.Body, w.rangeHead(st), w.visit(st.X, s), label, nil)
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
		w.exits = append(w.exits, exit{st.Pos(), maps.Clone(s), w.u.returnsFunc(st)})
		return s, true
	case *ast.BranchStmt:
		w.jump(st, s)
		return s, true
	case *ast.DeferStmt:
		w.deferCall(st, s)
		return s, false
	case *ast.GoStmt:
		w.see(st, s)
		w.starts(st, s)
		return s, false
	}
	return w.visit(st, s), w.ends(st)
}
