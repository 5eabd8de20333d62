package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"strings"
)

// A heldLock is a lock that a function holds.
type heldLock struct {
	ref  accessPath
	read bool      // by RLock
	at   token.Pos // where it was locked
	lent bool      // another goroutine, or a function that is kept somewhere, may give it back
}

// A lockSet is the set of locks that are held at a point, by name. Some keys are not names of locks.
type lockSet map[string]heldLock

// Keys of a lockSet that are not the name of a lock, or that stand before one.
const (
	unknownLock       = "?"            // a lock is held, nobody knows which: rules that would need to know must keep silent
	uncertain         = "??"           // a lock may be held or may have been given back, by one of the ways here; alone: nobody can say which lock
	unknownCall       = "!?"           // what is not known was called: it may have left a lock behind
	movedLock         = "moved: "      // the name leads to another lock by now; this one is still held
	releasedForCaller = "given back: " // a lock that a function gives back without having taken it: its caller's
)

// named tells whether a key is a held lock's name, be it one that leads elsewhere by now.
func named(k string) bool {
	return k != unknownLock && k != unknownCall && !strings.HasPrefix(k, uncertain) && !strings.HasPrefix(k, releasedForCaller)
}

// An exit is a way out of a function.
type exit struct {
	at    token.Pos
	held  lockSet
	hands bool // it returns a function, which may be the one that unlocks
}

// A loopBackEdge is the end of one iteration of a loop, by continue.
type loopBackEdge struct {
	exit
	body *ast.BlockStmt
}

// A walker follows a function's statements in order and keeps account of the locks that it holds: on every way through it, not for every value.
type walker struct {
	u         *packageInfo
	target    token.Pos // the node before which the state is asked for
	visits    []lockSet
	exits     []exit
	backEdges []loopBackEdge
	deferred  map[string]deferral // unlocked by a deferred call
	returned  map[token.Pos]bool  // where locks were taken by a call that returned the function which unlocks, and that one is deferred
	gaveAway  bool                // a function that the source does not name is deferred: it may unlock anything
	gives     lockSet             // unlocked by a deferred call that the function itself had not locked before it
	targets   []*jumps
	harmless  *ast.CallExpr // leaves no lock behind, whatever it calls
	strays    bool          // it has a goto or fallthrough: these ways are not followed
}

// jumps collects the states at break and continue of one statement.
type jumps struct {
	label     string
	loop      bool
	body      *ast.BlockStmt
	breaks    []lockSet
	continues []lockSet
}

func (r accessPath) key(u *packageInfo) string {
	if !r.known() {
		return unknownLock
	}
	return u.src.fset.Position(r.root.Pos()).String() + r.root.Name() + r.path
}

func (u *packageInfo) walk(f *function, target token.Pos) *walker {
	w := u.walker(target)
	w.walk(f)
	return w
}

func (u *packageInfo) walker(target token.Pos) *walker {
	return &walker{u: u, target: target, gives: lockSet{}, deferred: map[string]deferral{}, returned: map[token.Pos]bool{}}
}

func (w *walker) walk(f *function) {
	if end, over := w.block(f.body.List, lockSet{}); !over {
		w.exits = append(w.exits, exit{at: f.body.Rbrace, held: end})
	}
	for _, e := range w.exits {
		w.runDeferred(e)
	}
}

// heldAt tells what a function surely holds, and what it may hold, just before it comes to a node. sure: it holds nothing else, so where nothing is held,
// nothing guards the node.
func (u *packageInfo) heldAt(f *function, at token.Pos) (must, may lockSet, sure bool) {
	return u.walk(f, at).heldThere()
}

// heldAtCall is heldAt a call. What it calls is known to the asker, and where it leaves no lock behind, it does not do so in the rounds before either.
func (u *packageInfo) heldAtCall(f *function, c *ast.CallExpr, leavesNone bool) (must, may lockSet, sure bool) {
	w := u.walker(c.Pos())
	if leavesNone {
		w.harmless = c
	}
	w.walk(f)
	return w.heldThere()
}

func (w *walker) heldThere() (must, may lockSet, sure bool) {
	must, may, sure = lockSet{}, lockSet{}, len(w.visits) > 0 && !w.strays
	for i, v := range w.visits {
		maps.DeleteFunc(v, func(k string, _ heldLock) bool { return strings.HasPrefix(k, releasedForCaller) })
		maps.Copy(may, v)
		if i == 0 {
			must = maps.Clone(v)
		} else {
			must = intersect(must, v)
		}
	}
	maps.DeleteFunc(may, func(k string, _ heldLock) bool { return k == unknownCall || strings.HasPrefix(k, uncertain) })
	maps.DeleteFunc(must, func(k string, h heldLock) bool {
		unsure := k == unknownCall || strings.HasPrefix(k, uncertain) || h.lent
		sure = sure && !unsure
		return unsure
	})
	return must, may, sure
}

// givenBack tells which of its callers' locks a function may have given back when it comes to a node.
func (u *packageInfo) givenBack(f *function, at token.Pos) []types.Object {
	var out []types.Object
	for _, v := range u.walk(f, at).visits {
		for k, h := range v {
			if strings.HasPrefix(k, releasedForCaller) {
				out = append(out, u.aliasClassOf(h.ref))
			}
		}
	}
	return out
}

// both keeps what is held on either way. Where the ways differ there is doubt.
func intersect(a, b lockSet) lockSet {
	out := lockSet{}
	for k, v := range a {
		if o, ok := b[k]; ok {
			v.read, v.lent = v.read || o.read, v.lent || o.lent
			out[k] = v
		}
	}
	for _, s := range []lockSet{a, b} {
		for k, h := range s {
			if _, ok := out[k]; ok {
				continue
			}
			if k != unknownCall && !strings.HasPrefix(k, uncertain) {
				k = uncertain + k
			}
			out[k] = h
		}
	}
	return out
}

// meet joins the ways that go on.
func join(ways ...lockSet) (lockSet, bool) {
	var out lockSet
	for _, w := range ways {
		if w == nil {
			continue
		}
		if out == nil {
			out = maps.Clone(w)
		} else {
			out = intersect(out, w)
		}
	}
	return out, out == nil
}

func (w *walker) block(list []ast.Stmt, s lockSet) (lockSet, bool) {
	for _, st := range list {
		over := false
		if s, over = w.stmt(st, s, ""); over {
			return s, true
		}
	}
	return s, false
}

// stmt follows one statement; over: it does not go on from there.
func (w *walker) stmt(st ast.Stmt, s lockSet, label string) (lockSet, bool) {
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
