package blame

import (
	"fmt"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// deadlock is all that is known about goroutines that wait for each other.
type deadlock struct {
	f   goout.Finding
	all []*blockedGoroutine
}

// waitingRules look at what the goroutines that wait do and hold.
var waitingRules = []func(*deadlock, *blockedGoroutine) bool{
	(*deadlock).lockCopied, (*deadlock).doubleLock, (*deadlock).recursiveRLock, (*deadlock).lockOrder, (*deadlock).heldWaiting, (*deadlock).nilChannel,
}

// absenceRules also need to know that nobody else is left who could end the wait.
var absenceRules = []func(*deadlock, *blockedGoroutine) bool{
	(*deadlock).heldAtReturn, (*deadlock).selfDeadlock, (*deadlock).panicked, (*deadlock).reentered, (*deadlock).contextNotWatched, (*deadlock).condition, (*deadlock).replyUnread, (*deadlock).ranged,
	(*deadlock).noReceiver, (*deadlock).noSender, (*deadlock).selected, (*deadlock).group,
}

// explainBlocked tries the rules in the order of how much they prove; within a rule, the goroutines in order.
func explainBlocked(f goout.Finding, s *sources) goout.Finding {
	b := &deadlock{f: f}
	same := map[string]int{} // of many that wait at the same line, two tell as much as all
	for _, g := range f.Goroutines {
		if same[where(g)]++; same[where(g)] > 2 {
			continue
		}
		if w, ok := s.waiter(g); ok {
			b.all = append(b.all, w)
		}
		if len(b.all) >= 100 {
			break
		}
	}
	rules := waitingRules
	if f.Partial || f.FromRecord && slices.ContainsFunc(b.all, func(w *blockedGoroutine) bool { return !w.found }) {
		// Of one that a test tells of, and that waits where the source shows no wait, the wait is in a function that the test gave: it will go on.
		rules = append(rules[:len(rules):len(rules)], (*deadlock).contextNotWatched)
	} else {
		rules = append(rules[:len(rules):len(rules)], absenceRules...)
	}
	for _, rule := range rules {
		for _, w := range b.all {
			if w.found && !b.idle(w) && rule(b, w) {
				b.linkWaiters()
				return b.f
			}
		}
	}
	b.linkWaiters()
	b.root()
	return b.f
}

// where names all the lines that a goroutine stands at.
func where(g goout.Goroutine) string { return fmt.Sprint(g.State, g.Stack) }

func (b *deadlock) done(p goout.Pattern, w *blockedGoroutine, other ...goout.Location) bool {
	b.f.MoveTo(w.Goroutine)
	b.f = with(b.f, p, other...)
	b.f.Goroutines = slices.Clone(b.f.Goroutines)
	slices.SortStableFunc(b.f.Goroutines, func(x, y goout.Goroutine) int { return rank(b.f, x) - rank(b.f, y) })
	return true
}

// rank puts the goroutines that the pattern is about before the others.
func rank(f goout.Finding, g goout.Goroutine) int {
	if g.File == f.File && g.Line == f.Line {
		return 0
	}
	if slices.ContainsFunc(f.Other, func(l goout.Location) bool { return l.File == g.File && l.Line == g.Line }) {
		return 1
	}
	return 2
}

// doubleLock: it waits for what it holds itself.
func (b *deadlock) doubleLock(w *blockedGoroutine) bool {
	if !w.locking() {
		return false
	}
	for _, h := range w.holdings() {
		if h.ref.isSame(w.wants[h.frame]) && !(h.read && w.op.kind == opRLock) {
			if h.frame == 0 && w.u.afterItself(w.op, h.heldLock) {
				return b.done(LockHeldAtReturn, w, h.at)
			}
			return b.done(DoubleLock, w, h.at)
		}
	}
	return false
}

// afterItself tells whether the lock that is held was taken by the very same call, one round of a loop before.
func (u *packageInfo) afterItself(o op, h heldLock) bool { return o.node.Pos() == h.at }

// recursiveRLock: it holds the lock for reading, wants it for reading again, and a writer stands between.
func (b *deadlock) recursiveRLock(w *blockedGoroutine) bool {
	if !w.locking() || w.op.kind != opRLock {
		return false
	}
	for _, h := range w.holdings() {
		if !h.read || !h.ref.isSame(w.wants[h.frame]) {
			continue
		}
		var other []goout.Location
		for _, x := range b.all {
			if x.found && x.op.kind == opLock && x.op.class == w.op.class {
				other = append(other, x.here())
			}
		}
		return b.done(RecursiveRLock, w, append(other, h.at)...)
	}
	return false
}

// lockOrder: each of several goroutines holds what the next one wants.
func (b *deadlock) lockOrder(w *blockedGoroutine) bool {
	if !w.locking() || !b.allLocking(w) {
		return false
	}
	path := []*blockedGoroutine{w}
	var held []goout.Location
	for len(path) <= len(b.all) {
		next, at, ok := b.holder(path[len(path)-1], path)
		if !ok {
			return false
		}
		held = append(held, at)
		if next == w && len(path) > 1 {
			var other []goout.Location
			for _, x := range path[1:] {
				other = append(other, x.here())
			}
			return b.done(LockOrder, w, append(other, held...)...)
		}
		if !next.locking() || next == w {
			return false
		}
		path = append(path, next)
	}
	return false
}

// allLocking tells whether everybody who may hold what w wants waits for a lock too, and so on: then there is a circle among them, whoever it is that holds
// the one that w wants.
func (b *deadlock) allLocking(w *blockedGoroutine) bool {
	set := []*blockedGoroutine{w}
	for i := 0; i < len(set); i++ {
		for _, x := range b.all {
			if _, holds := x.holdsClass(set[i].op); !holds || x.u != w.u || slices.Contains(set, x) {
				continue
			}
			if !x.locking() {
				return false
			}
			set = append(set, x)
		}
	}
	return true
}

// holder finds who holds what w wants: somebody new, or the one that the path began with.
func (b *deadlock) holder(w *blockedGoroutine, path []*blockedGoroutine) (*blockedGoroutine, goout.Location, bool) {
	for _, x := range b.all {
		if x == w || slices.Contains(path[1:], x) {
			continue
		}
		if h, ok := x.holdsClass(w.op); ok && x.u == w.u {
			return x, h.at, true
		}
	}
	return nil, goout.Location{}, false
}

// heldWaiting: it holds the lock that others wait for, and waits for something else.
func (b *deadlock) heldWaiting(w *blockedGoroutine) bool {
	if w.locking() || w.OnNil() {
		return false
	}
	for _, x := range b.all {
		if !x.locking() || x.u != w.u {
			continue
		}
		h, ok := w.holdsClass(x.op)
		if !ok || w.op.kind == opCondWait && !condOther(w, h) {
			continue
		}
		switch w.op.kind {
		case opSend:
			return b.done(LockHeldSending, w, x.here(), h.at)
		case opReceive, opRange, opTimer, opCtxDone:
			return b.done(LockHeldReceiving, w, x.here(), h.at)
		case opSelect:
			return b.done(w.u.selecting(w.op), w, x.here(), h.at)
		case opWait, opCondWait:
			return b.done(LockHeldWaiting, w, x.here(), h.at)
		}
	}
	return false
}

// condOther: Cond.Wait gives its own lock back while it waits; only another one counts.
func condOther(w *blockedGoroutine, h lockInUse) bool { return len(w.holdings()) > 1 && h.frame > 0 }

// lockCopied: it waits for a lock in a copy.
func (b *deadlock) lockCopied(w *blockedGoroutine) bool {
	return w.locking() && w.u.isCopy(w.op.ref) && b.done(LockCopied, w)
}

// nilChannel: nobody ever made the channel.
func (b *deadlock) nilChannel(w *blockedGoroutine) bool { return w.OnNil() && b.done(NilChannel, w) }
