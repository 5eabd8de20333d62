package blame

import (
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// linkWaiters sets WaitsFor of each goroutine of the finding: the one other goroutine that could end its wait. It leaves
// WaitsFor nil if no goroutine or more than one could.
func (d *deadlock) linkWaiters() {
	d.finding.Goroutines = slices.Clone(d.finding.Goroutines)
	for _, w := range d.goroutines {
		i := slices.IndexFunc(d.finding.Goroutines, func(g goout.Goroutine) bool { return g.ID == w.ID })
		if !w.found || w.ID == 0 || i < 0 || w.OnNil() {
			continue
		}
		if to, at, held := d.waitsFor(w); to != nil {
			d.finding.Goroutines[i].WaitsFor = &goout.Wait{Goroutine: to.ID, File: at.File, Line: at.Line, Held: held}
		}
	}
}

// moveToRoot moves a finding without a pattern to the goroutine that blocks the others: the end of the chain of
// goroutines that wait for each other.
func (d *deadlock) moveToRoot() {
	at := slices.IndexFunc(d.finding.Goroutines, func(g goout.Goroutine) bool { return g.File == d.finding.File && g.Line == d.finding.Line })
	for range d.finding.Goroutines {
		if at < 0 || d.finding.Goroutines[at].WaitsFor == nil {
			return
		}
		id := d.finding.Goroutines[at].WaitsFor.Goroutine
		if at = slices.IndexFunc(d.finding.Goroutines, func(g goout.Goroutine) bool { return g.ID == id }); at >= 0 && d.finding.Goroutines[at].File != "" {
			d.finding.MoveTo(d.finding.Goroutines[at])
		}
	}
}

// waitsFor returns the goroutine that could end w's wait, and the line at which it took the lock (held) or would do the
// operation.
func (d *deadlock) waitsFor(w *blockedGoroutine) (to *blockedGoroutine, at goout.Location, held bool) {
	switch w.op.kind {
	case opLock, opRLock:
		to, at = d.onlyHolder(w)
		return to, at, true
	case opSend:
		to, at = d.onlyWhoCanReach(w, opReceive, opRange)
	case opReceive, opRange:
		to, at = d.onlyWhoCanReach(w, opSend, opClose)
	case opWait:
		to, at = d.onlyWhoCanReach(w, opDone)
	case opCondWait:
		to, at = d.onlyWhoCanReach(w, opSignal)
	}
	return to, at, false
}

// onlyHolder returns the goroutine that holds the lock that w wants: w itself, or another one if all holders have the
// same stack.
func (d *deadlock) onlyHolder(w *blockedGoroutine) (*blockedGoroutine, goout.Location) {
	for _, h := range w.heldLocks() {
		if h.path.isSame(w.wants[h.frame]) && !(h.read && w.op.kind == opRLock) {
			return w, h.at
		}
	}
	var to *blockedGoroutine
	var at goout.Location
	for _, x := range d.goroutines {
		h, ok := x.holdsClass(w.op)
		switch {
		case !ok || x == w || x.pkg != w.pkg || x.ID == 0:
		case to == nil:
			to, at = x, h.at
		case stackKey(to.Goroutine) != stackKey(x.Goroutine):
			return nil, goout.Location{}
		}
	}
	if to != nil && at.Line > 0 {
		return to, at
	}
	return nil, goout.Location{}
}

// onlyWhoCanReach returns the goroutine that would reach an operation of the kinds on what w waits for, if all of them
// have the same stack.
func (d *deadlock) onlyWhoCanReach(w *blockedGoroutine, kinds ...opKind) (*blockedGoroutine, goout.Location) {
	var to *blockedGoroutine
	var at goout.Location
	for _, o := range w.pkg.opsOn(w.op.class, kinds...) {
		for _, x := range d.goroutines {
			if x == w || x.pkg != w.pkg || x.ID == 0 || to == x || !x.canReach(o) {
				continue
			}
			if to != nil && stackKey(to.Goroutine) != stackKey(x.Goroutine) {
				return nil, goout.Location{}
			}
			if to == nil {
				to, at = x, w.pkg.location(o.node.Pos())
			}
		}
	}
	return to, at
}

// canReach reports whether the goroutine can still reach the operation, in any of its frames.
func (w *blockedGoroutine) canReach(o op) bool {
	for i, f := range w.functions {
		if w.pkg.canReach(o, f, w.lines[i].Line) {
			return true
		}
	}
	return false
}
