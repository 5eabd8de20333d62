package blame

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// An effect is what a call of a function does to the locks of its caller: the locks that are held at all of its exits,
// and those that it unlocks without having locked them. A lock that is held only at some exits is forgotten, or reported
// by the result; it is no part of the effect.
type effect struct {
	locks     []heldLock
	unlocks   []heldLock
	uncertain bool // it may leave other locks held
	opaque    bool // it calls unknown functions, which may leave locks held
}

// isNeutral reports whether a call certainly leaves the locks as they were.
func (e effect) isNeutral() bool {
	return !e.uncertain && !e.opaque && len(e.locks)+len(e.unlocks) == 0
}

// addUncertainty adds to a lock set what is unknown about the effect.
func (e effect) addUncertainty(s lockSet) {
	if e.uncertain {
		s[uncertain] = heldLock{}
	}
	if e.opaque {
		s[unknownCall] = heldLock{}
	}
}

// maxIterations limits the fixpoint iteration for recursive functions.
const maxIterations = 8

// effect returns the effect of a function. It computes the effects of all functions at once, those of callees first, so
// that no effect depends on which function was asked for first.
func (pkg *packageInfo) effect(f *function) effect {
	if pkg.effects == nil {
		pkg.effects = map[*function]effect{}
		order := pkg.calleesFirst()
		changing := map[*function]bool{}
		for range maxIterations {
			clear(changing)
			for _, f := range order {
				e := pkg.computeEffect(f)
				if !e.isSame(pkg.effects[f], pkg) {
					changing[f] = true
				}
				pkg.effects[f] = e
			}
			if len(changing) == 0 {
				break
			}
		}
		for f := range changing { // no fixpoint was reached, so nothing is certain
			pkg.effects[f] = effect{uncertain: true}
		}
	}
	return pkg.effects[f]
}

// isSame reports whether two effects are equal.
func (e effect) isSame(o effect, pkg *packageInfo) bool {
	names := func(list []heldLock) []string {
		var out []string
		for _, h := range list {
			out = append(out, h.path.key(pkg)+strconv.FormatBool(h.read)+strconv.FormatBool(h.handedOff))
		}
		slices.Sort(out)
		return out
	}
	return e.uncertain == o.uncertain && e.opaque == o.opaque && slices.Equal(names(e.locks), names(o.locks)) && slices.Equal(names(e.unlocks), names(o.unlocks))
}

// calleesFirst returns the functions that use locks, themselves or through their callees, the callees before the
// callers.
func (pkg *packageInfo) calleesFirst() []*function {
	calls, locking := map[*function][]*function{}, map[*function]bool{}
	for _, f := range pkg.funcs {
		ast.Inspect(f.body, func(n ast.Node) bool {
			if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit {
				return false
			}
			if c, ok := n.(*ast.CallExpr); ok {
				if called := pkg.resolvedCallee(c); called != nil {
					calls[f] = append(calls[f], called)
				} else if pkg.isOpaque(c) {
					locking[f] = true
				}
			}
			return true
		})
	}
	for _, o := range pkg.ops {
		switch o.kind {
		case opLock, opRLock, opUnlock, opRUnlock, opTryLock, opTryRLock:
			locking[o.in] = true
		}
	}
	for more := true; more; {
		more = false
		for f, called := range calls {
			if !locking[f] && slices.ContainsFunc(called, func(c *function) bool { return locking[c] }) {
				locking[f], more = true, true
			}
		}
	}
	var order []*function
	seen := map[*function]bool{}
	var visit func(f *function)
	visit = func(f *function) {
		if seen[f] || !locking[f] {
			return
		}
		seen[f] = true
		for _, c := range calls[f] {
			visit(c)
		}
		order = append(order, f)
	}
	for _, f := range pkg.funcs {
		visit(f)
	}
	return order
}

// computeEffect returns a function's effect. It uses the current effects of its callees.
func (pkg *packageInfo) computeEffect(f *function) (e effect) {
	w := pkg.walk(f, token.NoPos)
	var outcomes []lockSet
	unlocked := maps.Clone(w.releasedByDefer)
	for _, x := range w.exits {
		outcomes = append(outcomes, x.held)
		for k, h := range x.held {
			if name, ok := strings.CutPrefix(k, releasedForCaller); ok && h.path.known() {
				unlocked[name] = h
			}
		}
	}
	common, _ := join(outcomes...)
	e.uncertain = w.hasGoto
	for _, k := range sortedKeys(common) {
		h := common[k]
		switch {
		case strings.HasPrefix(k, uncertain):
			e.uncertain = true
		case k == unknownCall:
			e.opaque = true
		case k == unknownLock || strings.HasPrefix(k, movedLock): // the caller has no name for it
			e.locks = append(e.locks, heldLock{read: h.read, handedOff: h.handedOff})
		case isLockKey(k):
			e.locks = append(e.locks, h)
		}
	}
	for _, o := range pkg.ops {
		if o.in == f && (o.kind == opUnlock || o.kind == opRUnlock) && o.path.known() && !pkg.locksItself(f, o.path) {
			unlocked[o.path.key(pkg)] = heldLock{path: o.path, at: o.node.Pos()}
		}
	}
	for _, k := range sortedKeys(unlocked) {
		e.unlocks = append(e.unlocks, unlocked[k])
	}
	return e
}

// involvesLocks reports whether a function uses locks, itself or through its callees.
func (pkg *packageInfo) involvesLocks(f *function) bool {
	pkg.effect(f)
	_, ok := pkg.effects[f]
	return ok
}
