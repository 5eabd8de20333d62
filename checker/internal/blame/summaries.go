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
	locks   []hold
	unlocks []hold
	unsure  bool // it may leave other locks behind
	strange bool // it calls what is not known, which may do so
}

// isNone tells whether a call surely changes nothing.
func (e effect) isNone() bool { return !e.unsure && !e.strange && len(e.locks)+len(e.unlocks) == 0 }

// leaveDoubt adds to a state what is not known of the effect.
func (e effect) leaveDoubt(s state) {
	if e.unsure {
		s[doubt] = hold{}
	}
	if e.strange {
		s[strange] = hold{}
	}
}

// maxRounds is how often the effects of functions that call each other in a circle are made anew until they stay as they are.
const maxRounds = 8

// effect is that of a function. All effects are made together, those of the called before those of the callers, so that none depends on which function
// was asked for first, nor on how deep a call lies.
func (u *unit) effect(f *fn) effect {
	if u.effects == nil {
		u.effects = map[*fn]effect{}
		order := u.bottomUp()
		moving := map[*fn]bool{}
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
func (e effect) isSame(o effect, u *unit) bool {
	names := func(list []hold) []string {
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
func (u *unit) bottomUp() []*fn {
	calls, locking := map[*fn][]*fn{}, map[*fn]bool{}
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
			if !locking[f] && slices.ContainsFunc(called, func(c *fn) bool { return locking[c] }) {
				locking[f], more = true, true
			}
		}
	}
	var order []*fn
	seen := map[*fn]bool{}
	var visit func(f *fn)
	visit = func(f *fn) {
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

func (u *unit) newEffect(f *fn) (e effect) {
	w := u.walk(f, token.NoPos)
	var ways []state
	unlocked := maps.Clone(w.gives)
	for _, x := range w.exits {
		ways = append(ways, x.held)
		for k, h := range x.held {
			if name, ok := strings.CutPrefix(k, given); ok && h.ref.known() {
				unlocked[name] = h
			}
		}
	}
	common, _ := meet(ways...)
	e.unsure = w.strays
	for _, k := range sortedKeys(common) {
		h := common[k]
		switch {
		case strings.HasPrefix(k, doubt):
			e.unsure = true
		case k == strange:
			e.strange = true
		case k == unnamed || strings.HasPrefix(k, moved): // the caller cannot name it
			e.locks = append(e.locks, hold{read: h.read, lent: h.lent})
		case named(k):
			e.locks = append(e.locks, h)
		}
	}
	for _, o := range u.ops {
		if o.in == f && (o.kind == opUnlock || o.kind == opRUnlock) && o.ref.known() && !u.locksHere(f, o.ref) {
			unlocked[o.ref.key(u)] = hold{ref: o.ref, at: o.node.Pos()}
		}
	}
	for _, k := range sortedKeys(unlocked) {
		e.unlocks = append(e.unlocks, unlocked[k])
	}
	return e
}

// locks tells whether a function has to do with locks, itself or through what it calls.
func (u *unit) locks(f *fn) bool {
	u.effect(f)
	_, ok := u.effects[f]
	return ok
}
