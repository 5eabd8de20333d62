package blame

import (
	"slices"

	"sharedmap-workshop/checker/internal/goout"
)

// tie notes at each goroutine of the finding which other one could end its wait. Where more than one could, or none is known, it says nothing.
func (b *deadlock) linkWaiters() {
	b.f.Goroutines = slices.Clone(b.f.Goroutines)
	for _, w := range b.all {
		i := slices.IndexFunc(b.f.Goroutines, func(g goout.Goroutine) bool { return g.ID == w.ID })
		if !w.found || w.ID == 0 || i < 0 || w.OnNil() {
			continue
		}
		if to, at, held := b.opponent(w); to != nil {
			b.f.Goroutines[i].WaitsFor = &goout.Wait{Goroutine: to.ID, File: at.File, Line: at.Line, Held: held}
		}
	}
}

// root puts a finding of which no pattern is known at the goroutine that holds the others up: the end of the chain of those who wait for each other.
func (b *deadlock) root() {
	at := slices.IndexFunc(b.f.Goroutines, func(g goout.Goroutine) bool { return g.File == b.f.File && g.Line == b.f.Line })
	for range b.f.Goroutines {
		if at < 0 || b.f.Goroutines[at].WaitsFor == nil {
			return
		}
		id := b.f.Goroutines[at].WaitsFor.Goroutine
		if at = slices.IndexFunc(b.f.Goroutines, func(g goout.Goroutine) bool { return g.ID == id }); at >= 0 && b.f.Goroutines[at].File != "" {
			b.f.MoveTo(b.f.Goroutines[at])
		}
	}
}

// opponent is who could end a goroutine's wait, and at which line it holds the lock or would come to do it.
func (b *deadlock) opponent(w *blockedGoroutine) (to *blockedGoroutine, at goout.Location, held bool) {
	switch w.op.kind {
	case opLock, opRLock:
		to, at = b.onlyHolder(w)
		return to, at, true
	case opSend:
		to, at = b.onlyWhoCanReach(w, opReceive, opRange)
	case opReceive, opRange:
		to, at = b.onlyWhoCanReach(w, opSend, opClose)
	case opWait:
		to, at = b.onlyWhoCanReach(w, opDone)
	case opCondWait:
		to, at = b.onlyWhoCanReach(w, opSignal)
	}
	return to, at, false
}

// onlyHolder is who holds what w wants: itself, or else the others that stand at one place.
func (b *deadlock) onlyHolder(w *blockedGoroutine) (*blockedGoroutine, goout.Location) {
	for _, h := range w.holdings() {
		if h.ref.isSame(w.wants[h.frame]) && !(h.read && w.op.kind == opRLock) {
			return w, h.at
		}
	}
	var to *blockedGoroutine
	var at goout.Location
	for _, x := range b.all {
		h, ok := x.holdsClass(w.op)
		switch {
		case !ok || x == w || x.u != w.u || x.ID == 0:
		case to == nil:
			to, at = x, h.at
		case where(to.Goroutine) != where(x.Goroutine):
			return nil, goout.Location{}
		}
	}
	if to != nil && at.Line > 0 {
		return to, at
	}
	return nil, goout.Location{}
}

// onlyAhead is who would come to an operation of the kinds on what w waits for.
func (b *deadlock) onlyWhoCanReach(w *blockedGoroutine, kinds ...opKind) (*blockedGoroutine, goout.Location) {
	var to *blockedGoroutine
	var at goout.Location
	for _, o := range w.u.with(w.op.class, kinds...) {
		for _, x := range b.all {
			if x == w || x.u != w.u || x.ID == 0 || to == x || !x.standsBefore(o) {
				continue
			}
			if to != nil && where(to.Goroutine) != where(x.Goroutine) {
				return nil, goout.Location{}
			}
			if to == nil {
				to, at = x, w.u.at(o.node.Pos())
			}
		}
	}
	return to, at
}

// standsBefore tells whether a goroutine still has the operation before it, in any of its frames.
func (w *blockedGoroutine) standsBefore(o op) bool {
	for i, f := range w.fns {
		if w.u.comesTo(o, f, w.lines[i].Line) {
			return true
		}
	}
	return false
}
