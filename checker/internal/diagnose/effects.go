package diagnose

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"strings"
)

// see notes the state where the node that is asked for comes.
func (w *walker) see(n ast.Node, s state) {
	if n != nil && n.Pos() <= w.target && w.target < n.End() {
		w.visits = append(w.visits, maps.Clone(s))
	}
}

// visit follows the calls in a simple statement or expression, the inner ones first, and returns the state after it.
func (w *walker) visit(n ast.Node, s state) state {
	s = maps.Clone(s)
	if n == nil {
		return s
	}
	seen := false
	before := maps.Clone(s)
	var calls []*ast.CallExpr
	ast.Inspect(n, func(x ast.Node) bool {
		switch x := x.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			calls = append(calls, x)
		}
		return true
	})
	for i := len(calls) - 1; i >= 0; i-- {
		if calls[i].Pos() == w.target {
			w.visits = append(w.visits, maps.Clone(s))
			seen = true
		}
		w.call(calls[i], s)
	}
	if !seen {
		w.see(n, before)
	}
	return s
}

// unnamed is the key of a lock that is held, nobody knows which: cache[key].lock(), say. Rules that would need to know must keep silent.
const unnamed = "?"

// call carries out what a call does to the locks.
func (w *walker) call(c *ast.CallExpr, s state) {
	o, ok := w.u.callOperation(c)
	if !ok {
		w.callee(c, s)
		return
	}
	k := unnamed
	if o.ref.known() {
		k = o.ref.key(w.u)
	}
	switch o.kind {
	case opLock, opRLock:
		s[k] = hold{ref: o.ref, read: o.kind == opRLock, at: c.Pos()}
		delete(s, given+k)
	case opUnlock, opRUnlock:
		if _, held := s[k]; !held && k != unnamed {
			s[given+k] = hold{ref: o.ref, at: c.Pos()}
		}
		delete(s, k)
	}
}

// given stands before the key of a lock that a function gives back without having taken it: its caller's.
const given = "given back: "

// callee carries out what a function of the package leaves locked or unlocked for its caller.
func (w *walker) callee(c *ast.CallExpr, s state) {
	f := w.u.called(c)
	if f == nil || w.depth >= maxCalls {
		return
	}
	locks, unlocks := w.u.effect(f, w.depth+1)
	for _, r := range unlocks {
		if r := w.u.argument(r, f, c); r.known() {
			delete(s, r.key(w.u))
		}
	}
	for _, h := range locks {
		if r := w.u.argument(h.ref, f, c); r.known() {
			s[r.key(w.u)] = hold{ref: r, read: h.read, at: c.Pos()}
		}
	}
}

// effect is what a function holds at all of its ends, and what it unlocks without having locked it. A function that only sometimes holds a lock at its
// end has forgotten it; that is no effect to count on.
func (u *unit) effect(f *fn, depth int) (locks []hold, unlocks []ref) {
	if e, ok := u.effects[f]; ok {
		return e.locks, e.unlocks
	}
	u.effects[f] = effect{} // a function that calls itself has none yet
	if u.touches(f) {
		locks, unlocks = u.newEffect(f, depth)
		u.effects[f] = effect{locks, unlocks}
	}
	return locks, unlocks
}

// An effect is what a call of a function does to the locks of its caller.
type effect struct {
	locks   []hold
	unlocks []ref
}

func (u *unit) newEffect(f *fn, depth int) (locks []hold, unlocks []ref) {
	w := u.walk(f, token.NoPos, depth)
	var ways []state
	for _, e := range w.exits {
		ways = append(ways, e.held)
	}
	common, _ := meet(ways...)
	for k, h := range common {
		if !strings.HasPrefix(k, given) && k != unnamed {
			locks = append(locks, h)
		}
	}
	for _, o := range u.ops {
		if o.in == f && (o.kind == opUnlock || o.kind == opRUnlock) && o.ref.known() && !u.locksHere(f, o.ref) {
			unlocks = append(unlocks, o.ref)
		}
	}
	return locks, unlocks
}

// touches tells whether a function has anything to do with locks, itself or through what it calls.
func (u *unit) touches(f *fn) bool {
	for _, o := range u.ops {
		if o.in == f && (o.kind == opLock || o.kind == opRLock || o.kind == opUnlock || o.kind == opRUnlock) {
			return true
		}
	}
	return false
}

func (u *unit) locksHere(f *fn, r ref) bool {
	for _, o := range u.ops {
		if o.in == f && (o.kind == opLock || o.kind == opRLock) && o.ref.isSame(r) {
			return true
		}
	}
	return false
}

// argument says how the caller names what the callee calls r, at one call.
func (u *unit) argument(r ref, f *fn, c *ast.CallExpr) ref {
	i, isParam := u.params(f)[r.root]
	switch {
	case !isParam && f.lit == nil && isLocal(r.root):
		return ref{}
	case !isParam:
		return r
	}
	var arg ref
	if i < 0 {
		arg = u.receiver(c)
	} else if i < len(c.Args) {
		arg = u.ref(c.Args[i])
	}
	if !arg.known() {
		return ref{}
	}
	last := r.last
	if r.path == "" {
		last = arg.last
	}
	return ref{root: arg.root, path: arg.path + r.path, last: last}
}

// deferCall takes a deferred unlock into account, alone or in a literal.
func (w *walker) deferCall(st *ast.DeferStmt, s state) {
	w.see(st, s)
	if lit, ok := st.Call.Fun.(*ast.FuncLit); ok {
		ast.Inspect(lit.Body, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				w.deferUnlock(c)
			}
			return true
		})
		return
	}
	w.deferUnlock(st.Call)
	if f := w.u.called(st.Call); f != nil && w.depth < maxCalls {
		_, unlocks := w.u.effect(f, w.depth+1)
		for _, r := range unlocks {
			if r := w.u.argument(r, f, st.Call); r.known() {
				w.deferred[r.key(w.u)] = true
			}
		}
	}
}

func (w *walker) deferUnlock(c *ast.CallExpr) {
	if o, ok := w.u.callOperation(c); ok && (o.kind == opUnlock || o.kind == opRUnlock) && o.ref.known() {
		w.deferred[o.ref.key(w.u)] = true
	}
}

// ends tells whether a statement never goes on: panic, os.Exit, t.Fatal and their like.
func (w *walker) ends(st ast.Stmt) bool {
	e, ok := st.(*ast.ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.X.(*ast.CallExpr)
	if !ok {
		return false
	}
	name := types.ExprString(c.Fun)
	last := name[strings.LastIndexByte(name, '.')+1:]
	return name == "panic" || name == "os.Exit" || name == "runtime.Goexit" || last == "Fatal" || last == "Fatalf" || last == "FailNow"
}
