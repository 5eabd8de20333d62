package blame

import (
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// An effect is what a call of a function does to the locks of its caller: what the function holds at all of its ends, and what it unlocks without having
// locked it. A function that only sometimes holds a lock at its end has forgotten it, or tells its caller so; that is no effect to count on.
type effect struct {
	locks   []heldLock
	unlocks []heldLock
	unsure  bool // it may leave other locks behind
	strange bool // it calls what is not known, which may do so
}

// isNone tells whether a call surely changes nothing.
func (e effect) isNone() bool { return !e.unsure && !e.strange && len(e.locks)+len(e.unlocks) == 0 }

// leaveDoubt adds to a state what is not known of the effect.
func (e effect) leaveDoubt(s lockSet) {
	if e.unsure {
		s[uncertain] = heldLock{}
	}
	if e.strange {
		s[unknownCall] = heldLock{}
	}
}

// maxRounds is how often the effects of functions that call each other in a circle are made anew until they stay as they are.
const maxRounds = 8

// effect is that of a function. All effects are made together, those of the called before those of the callers, so that none depends on which function
// was asked for first, nor on how deep a call lies.
func (u *packageInfo) effect(f *function) effect {
	if u.effects == nil {
		u.effects = map[*function]effect{}
		order := u.bottomUp()
		moving := map[*function]bool{}
		for range maxRounds {
			clear(moving)
			for _, f := range order {
				e := u.newEffect(f)
				if !e.isSame(u.effects[f], u) {
					moving[f] = true
				}
				u.effects[f] = e
			}
			if len(moving) == 0 {
				break
			}
		}
		for f := range moving { // nothing to count on
			u.effects[f] = effect{unsure: true}
		}
	}
	return u.effects[f]
}

// isSame tells whether two effects are of the same locks.
func (e effect) isSame(o effect, u *packageInfo) bool {
	names := func(list []heldLock) []string {
		var out []string
		for _, h := range list {
			out = append(out, h.ref.key(u)+strconv.FormatBool(h.read)+strconv.FormatBool(h.lent))
		}
		slices.Sort(out)
		return out
	}
	return e.unsure == o.unsure && e.strange == o.strange && slices.Equal(names(e.locks), names(o.locks)) && slices.Equal(names(e.unlocks), names(o.unlocks))
}

// bottomUp lists the functions that have to do with locks, themselves or through what they call, the called before the callers.
func (u *packageInfo) bottomUp() []*function {
	calls, locking := map[*function][]*function{}, map[*function]bool{}
	for _, f := range u.funcs {
		ast.Inspect(f.body, func(n ast.Node) bool {
			if lit, ok := n.(*ast.FuncLit); ok && lit != f.lit {
				return false
			}
			if c, ok := n.(*ast.CallExpr); ok {
				if called := u.runs(c); called != nil {
					calls[f] = append(calls[f], called)
				} else if u.isOpaque(c) {
					locking[f] = true
				}
			}
			return true
		})
	}
	for _, o := range u.ops {
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
	for _, f := range u.funcs {
		visit(f)
	}
	return order
}

func (u *packageInfo) newEffect(f *function) (e effect) {
	w := u.walk(f, token.NoPos)
	var ways []lockSet
	unlocked := maps.Clone(w.gives)
	for _, x := range w.exits {
		ways = append(ways, x.held)
		for k, h := range x.held {
			if name, ok := strings.CutPrefix(k, releasedForCaller); ok && h.ref.known() {
				unlocked[name] = h
			}
		}
	}
	common, _ := join(ways...)
	e.unsure = w.strays
	for _, k := range sortedKeys(common) {
		h := common[k]
		switch {
		case strings.HasPrefix(k, uncertain):
			e.unsure = true
		case k == unknownCall:
			e.strange = true
		case k == unknownLock || strings.HasPrefix(k, movedLock): // the caller cannot name it
			e.locks = append(e.locks, heldLock{read: h.read, lent: h.lent})
		case named(k):
			e.locks = append(e.locks, h)
		}
	}
	for _, o := range u.ops {
		if o.in == f && (o.kind == opUnlock || o.kind == opRUnlock) && o.ref.known() && !u.locksHere(f, o.ref) {
			unlocked[o.ref.key(u)] = heldLock{ref: o.ref, at: o.node.Pos()}
		}
	}
	for _, k := range sortedKeys(unlocked) {
		e.unlocks = append(e.unlocks, unlocked[k])
	}
	return e
}

// locks tells whether a function has to do with locks, itself or through what it calls.
func (u *packageInfo) locks(f *function) bool {
	u.effect(f)
	_, ok := u.effects[f]
	return ok
}
