package blame

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"strings"
)

// An exit is a place at which a function returns.
type exit struct {
	at          token.Pos
	held        lockSet
	returnsFunc bool // it returns a function, which may unlock what is held
}

// A loopBackEdge is a continue statement, from which control returns to the start of the loop.
type loopBackEdge struct {
	exit
	body *ast.BlockStmt
}

// A walker follows a function's statements in order and tracks which locks are held. It follows all paths, without
// regard to the values of conditions.
type walker struct {
	pkg                *packageInfo
	target             token.Pos // the node for which the held locks are wanted
	atTarget           []lockSet // the locks held just before target, for each time that the walker got there
	exits              []exit
	backEdges          []loopBackEdge
	deferred           map[string]deferredUnlock // locks that a deferred call unlocks, by key
	unlockedByReturned map[token.Pos]bool        // calls that lock and return the unlocking function, which is deferred
	defersUnknown      bool                      // an unknown function is deferred: it may unlock anything
	releasedByDefer    lockSet                   // locks that a deferred call unlocks and that were not held at the defer statement
	targets            []*jumps                  // the statements around the current one that break or continue can name
	neutralCall        *ast.CallExpr             // a call that is known to leave no lock held
	hasGoto            bool                      // the function has a goto or fallthrough, whose paths the walker does not follow
}

// A jumps collects the locks that are held at each break and continue of one statement.
type jumps struct {
	label     string
	loop      bool
	body      *ast.BlockStmt
	breaks    []lockSet
	continues []lockSet
}

// walk follows a function up to all of its exits.
func (pkg *packageInfo) walk(f *function, target token.Pos) *walker {
	w := pkg.walker(target)
	w.walk(f)
	return w
}

// walker returns a walker that records the held locks at a node.
func (pkg *packageInfo) walker(target token.Pos) *walker {
	return &walker{pkg: pkg, target: target, releasedByDefer: lockSet{}, deferred: map[string]deferredUnlock{}, unlockedByReturned: map[token.Pos]bool{}}
}

// walk follows a function's body and then its deferred calls.
func (w *walker) walk(f *function) {
	if end, ended := w.block(f.body.List, lockSet{}); !ended {
		w.exits = append(w.exits, exit{at: f.body.Rbrace, held: end})
	}
	for _, e := range w.exits {
		w.runDeferred(e)
	}
}

// heldAt returns the locks that a function certainly holds and those that it may hold just before a node. exact reports
// whether must is complete: then, if must is empty, no lock guards the node.
func (pkg *packageInfo) heldAt(f *function, at token.Pos) (must, may lockSet, exact bool) {
	return pkg.walk(f, at).heldAtTarget()
}

// heldAtCall is heldAt for a call. If leavesNone is set, the callee leaves no lock held, so that the call in an earlier
// iteration of a loop adds no uncertainty.
func (pkg *packageInfo) heldAtCall(f *function, c *ast.CallExpr, leavesNone bool) (must, may lockSet, exact bool) {
	w := pkg.walker(c.Pos())
	if leavesNone {
		w.neutralCall = c
	}
	w.walk(f)
	return w.heldAtTarget()
}

// heldAtTarget combines the lock sets that were recorded at the target.
func (w *walker) heldAtTarget() (must, may lockSet, exact bool) {
	must, may, exact = lockSet{}, lockSet{}, len(w.atTarget) > 0 && !w.hasGoto
	for i, v := range w.atTarget {
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
		unsure := k == unknownCall || strings.HasPrefix(k, uncertain) || h.handedOff
		exact = exact && !unsure
		return unsure
	})
	return must, may, exact
}

// releasedForCallers returns the alias classes of its callers' locks that a function may have unlocked before a node.
func (pkg *packageInfo) releasedForCallers(f *function, at token.Pos) []types.Object {
	var out []types.Object
	for _, v := range pkg.walk(f, at).atTarget {
		for k, h := range v {
			if strings.HasPrefix(k, releasedForCaller) {
				out = append(out, pkg.aliasClassOf(h.path))
			}
		}
	}
	return out
}

// block follows a list of statements. ended reports that control does not reach the end of the list.
func (w *walker) block(list []ast.Stmt, s lockSet) (lockSet, bool) {
	for _, st := range list {
		ended := false
		if s, ended = w.stmt(st, s, ""); ended {
			return s, true
		}
	}
	return s, false
}

// stmt follows one statement. It returns true if control does not reach the end of the statement.
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
		w.recordAtTarget(st, s)
		return w.loop(st.Body, w.rangeHead(st), w.visit(st.X, s), label, nil)
	case *ast.SwitchStmt:
		s, _ = w.stmt(st.Init, s, "")
		return w.clauses(st.Body.List, w.visit(st.Tag, s), label, false)
	case *ast.TypeSwitchStmt:
		s, _ = w.stmt(st.Init, s, "")
		return w.clauses(st.Body.List, s, label, false)
	case *ast.SelectStmt:
		w.recordAtTarget(st, s)
		return w.clauses(st.Body.List, s, label, true)
	case *ast.ReturnStmt:
		s = w.visit(st, s)
		w.exits = append(w.exits, exit{st.Pos(), maps.Clone(s), w.pkg.returnsFunc(st)})
		return s, true
	case *ast.BranchStmt:
		w.jump(st, s)
		return s, true
	case *ast.DeferStmt:
		w.deferCall(st, s)
		return s, false
	case *ast.GoStmt:
		w.recordAtTarget(st, s)
		w.goStmt(st, s)
		return s, false
	}
	return w.visit(st, s), w.neverReturns(st)
}
