package blame

import (
	"fmt"
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// A deadlock is a finding of blocked goroutines, with what the sources show about each.
type deadlock struct {
	finding    goout.Finding
	goroutines []*blockedGoroutine
}

// waitingRules need only what the blocked goroutines hold and wait for.
var waitingRules = []func(*deadlock, *blockedGoroutine) bool{
	(*deadlock).lockCopied, (*deadlock).doubleLock, (*deadlock).recursiveRLock, (*deadlock).lockOrder, (*deadlock).heldWaiting, (*deadlock).nilChannel,
}

// absenceRules also need a complete list of goroutines: they conclude that no goroutine is left that could end the wait.
var absenceRules = []func(*deadlock, *blockedGoroutine) bool{
	(*deadlock).heldAtReturn, (*deadlock).selfDeadlock, (*deadlock).panicked, (*deadlock).reentered, (*deadlock).contextNotWatched, (*deadlock).condition, (*deadlock).replyUnread, (*deadlock).missingGo, (*deadlock).noReply, (*deadlock).ranged,
	(*deadlock).noReceiver, (*deadlock).noSender, (*deadlock).selected, (*deadlock).group,
}

// explainBlocked tries the rules, the ones that prove most first, and each rule on the goroutines in order.
func explainBlocked(f goout.Finding, s *sources) goout.Finding {
	d := &deadlock{finding: f}
	same := map[string]int{} // two goroutines with the same stack show as much as a hundred
	for _, g := range f.Goroutines {
		if same[stackKey(g)]++; same[stackKey(g)] > 2 {
			continue
		}
		if w, ok := s.blockedGoroutine(g); ok {
			d.goroutines = append(d.goroutines, w)
		}
		if len(d.goroutines) >= 100 {
			break
		}
	}
	rules := waitingRules
	if f.Partial || f.FromRecord && slices.ContainsFunc(d.goroutines, func(w *blockedGoroutine) bool { return !w.found }) {
		// A recorded goroutine that waits at a line without a blocking operation is in a callback of the test. It can continue,
		// so the list is not a list of goroutines that are blocked for ever.
		rules = append(rules[:len(rules):len(rules)], (*deadlock).contextNotWatched)
	} else {
		rules = append(rules[:len(rules):len(rules)], absenceRules...)
	}
	for _, rule := range rules {
		for _, w := range d.goroutines {
			if w.found && !d.isIdleWorker(w) && rule(d, w) {
				d.linkWaiters()
				d.sortRecorded()
				return d.finding
			}
		}
	}
	d.linkWaiters()
	d.moveToRoot()
	d.sortRecorded()
	return d.finding
}

// stackKey returns a string that is equal for goroutines with the same state and stack.
func stackKey(g goout.Goroutine) string { return fmt.Sprint(g.State, g.Stack) }

// setPattern sets the pattern, moves the finding to the goroutine w and puts the goroutines of the pattern first. It
// returns true.
func (d *deadlock) setPattern(p goout.Pattern, w *blockedGoroutine, other ...goout.Location) bool {
	d.finding.MoveTo(w.Goroutine)
	d.finding = withPattern(d.finding, p, other...)
	d.finding.Goroutines = slices.Clone(d.finding.Goroutines)
	slices.SortStableFunc(d.finding.Goroutines, func(x, y goout.Goroutine) int { return rank(d.finding, x) - rank(d.finding, y) })
	return true
}

// rank returns a sort key that puts the goroutines of the pattern before the others.
func rank(f goout.Finding, g goout.Goroutine) int {
	if g.File == f.File && g.Line == f.Line {
		return 0
	}
	if slices.ContainsFunc(f.Other, func(l goout.Location) bool { return l.File == g.File && l.Line == g.Line }) {
		return 1
	}
	return 2
}

// doubleLock recognises DoubleLock: the goroutine waits for a lock that it holds itself. If the same call took the lock
// in an earlier iteration of a loop, the mistake is a missing Unlock.
func (d *deadlock) doubleLock(w *blockedGoroutine) bool {
	if !w.waitsForLock() {
		return false
	}
	for _, h := range w.heldLocks() {
		if h.path.isSame(w.wants[h.frame]) && !(h.read && w.op.kind == opRLock) {
			if h.frame == 0 && w.pkg.isSameCall(w.op, h.heldLock) {
				return d.setPattern(LockHeldAtReturn, w, h.at)
			}
			return d.setPattern(DoubleLock, w, h.at)
		}
	}
	return false
}

// isSameCall reports whether the call that took the lock is the call that now waits for it.
func (pkg *packageInfo) isSameCall(o op, h heldLock) bool { return o.node.Pos() == h.at }

// recursiveRLock recognises RecursiveRLock: the goroutine holds a read lock and waits for it again, because a writer
// waits in between.
func (d *deadlock) recursiveRLock(w *blockedGoroutine) bool {
	if !w.waitsForLock() || w.op.kind != opRLock {
		return false
	}
	for _, h := range w.heldLocks() {
		if !h.read || !h.path.isSame(w.wants[h.frame]) {
			continue
		}
		var other []goout.Location
		for _, x := range d.goroutines {
			if x.found && x.op.kind == opLock && x.op.class == w.op.class {
				other = append(other, x.location())
			}
		}
		return d.setPattern(RecursiveRLock, w, append(other, h.at)...)
	}
	return false
}

// lockOrder recognises LockOrder: several goroutines wait in a circle, each for a lock that the next one holds.
func (d *deadlock) lockOrder(w *blockedGoroutine) bool {
	if !w.waitsForLock() || !d.allLocking(w) {
		return false
	}
	path := []*blockedGoroutine{w}
	var held []goout.Location
	for len(path) <= len(d.goroutines) {
		next, at, ok := d.holder(path[len(path)-1], path)
		if !ok {
			return false
		}
		held = append(held, at)
		if next == w && len(path) > 1 {
			var other []goout.Location
			for _, x := range path[1:] {
				other = append(other, x.location())
			}
			return d.setPattern(LockOrder, w, append(other, held...)...)
		}
		if !next.waitsForLock() || next == w {
			return false
		}
		path = append(path, next)
	}
	return false
}

// allLocking reports whether every goroutine that may hold the lock that w wants waits for a lock too, and so on for
// their locks. Then some of them wait in a circle, whichever of them holds the lock that w wants.
func (d *deadlock) allLocking(w *blockedGoroutine) bool {
	set := []*blockedGoroutine{w}
	for i := 0; i < len(set); i++ {
		for _, x := range d.goroutines {
			if _, holds := x.holdsClass(set[i].op); !holds || x.pkg != w.pkg || slices.Contains(set, x) {
				continue
			}
			if !x.waitsForLock() {
				return false
			}
			set = append(set, x)
		}
	}
	return true
}

// holder returns a goroutine that holds the lock that w wants, and where it took it: one that is not on the path yet, or
// the first one of the path.
func (d *deadlock) holder(w *blockedGoroutine, path []*blockedGoroutine) (*blockedGoroutine, goout.Location, bool) {
	for _, x := range d.goroutines {
		if x == w || slices.Contains(path[1:], x) {
			continue
		}
		if h, ok := x.holdsClass(w.op); ok && x.pkg == w.pkg {
			return x, h.at, true
		}
	}
	return nil, goout.Location{}, false
}

// heldWaiting recognises LockHeldSending, LockHeldReceiving and LockHeldWaiting: the goroutine holds a lock that another
// one waits for, and waits for something else itself.
func (d *deadlock) heldWaiting(w *blockedGoroutine) bool {
	if w.waitsForLock() || w.OnNil() {
		return false
	}
	for _, x := range d.goroutines {
		if !x.waitsForLock() || x.pkg != w.pkg {
			continue
		}
		h, ok := w.holdsClass(x.op)
		if !ok || w.op.kind == opCondWait && !holdsOuterLock(w, h) {
			continue
		}
		switch w.op.kind {
		case opSend:
			return d.setPattern(LockHeldSending, w, x.location(), h.at)
		case opReceive, opRange, opTimer, opCtxDone:
			return d.setPattern(LockHeldReceiving, w, x.location(), h.at)
		case opSelect:
			return d.setPattern(w.pkg.selectPattern(w.op), w, x.location(), h.at)
		case opWait, opCondWait:
			return d.setPattern(LockHeldWaiting, w, x.location(), h.at)
		}
	}
	return false
}

// holdsOuterLock reports whether the held lock is one that Cond.Wait does not release: Cond.Wait releases its own lock
// while it waits.
func holdsOuterLock(w *blockedGoroutine, h lockInUse) bool {
	return len(w.heldLocks()) > 1 && h.frame > 0
}

// lockCopied recognises LockCopied: the goroutine waits for a lock in a parameter or receiver that is passed by value.
func (d *deadlock) lockCopied(w *blockedGoroutine) bool {
	return w.waitsForLock() && w.pkg.isInValueParam(w.op.path) && d.setPattern(LockCopied, w)
}

// nilChannel recognises NilChannel from the goroutine's state: the channel was never made.
func (d *deadlock) nilChannel(w *blockedGoroutine) bool {
	return w.OnNil() && d.setPattern(NilChannel, w)
}
