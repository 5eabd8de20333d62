package rt

import (
	"maps"
	"slices"

	"sharedmap-workshop/checker/explore/strategy"
)

// Learned is what schedules teach about the program: which accesses to memory race, so that the
// scheduler must be able to stop before them; whether code that is not instrumented takes part.
type Learned struct {
	Slow    bool
	Busy    bool // TryLock is used, so that a held lock is something to be seen
	Hang    bool // a schedule was found in which only timers go on
	Changed bool // the search must begin again, with more points than before
	Races   map[[2]uint32]struct{}
	hot     map[uint32]bool
}

// NewLearned knows nothing yet.
func NewLearned() *Learned {
	return &Learned{Races: map[[2]uint32]struct{}{}, hot: map[uint32]bool{}}
}

func (l *Learned) slow() { l.Slow, l.Changed = true, true }

// race notes that two accesses can meet in either order. A long schedule teaches none of it: with more points it would be
// another one.
func (s *Sched) race(a, b uint32) {
	if !s.cfg.Long {
		s.cfg.Learned.race(a, b)
	}
}

func (l *Learned) race(a, b uint32) {
	if a > b {
		a, b = b, a
	}
	l.Races[[2]uint32{a, b}] = struct{}{}
	for _, s := range []uint32{a, b} {
		if !l.hot[s] {
			l.hot[s], l.Changed = true, true
		}
	}
}

// WatchLocks makes Unlock a point: somebody looks whether locks are held.
func (g *G) WatchLocks() {
	if l := g.s.cfg.Learned; !l.Busy {
		l.Busy, l.Changed = true, true
	}
}

// LocksWatched says whether Unlock must be a point.
func (g *G) LocksWatched() bool { return g.s.cfg.Learned.Busy }

// Knowledge is what a saved schedule needs to be made again.
type Knowledge struct {
	Slow, Busy bool           `json:",omitempty"`
	Turn       strategy.Order `json:",omitempty"`
	Hang       bool           `json:",omitempty"`
	Hot        []uint32       `json:",omitempty"`
}

// Export returns what was learned, for a schedule in that order.
func (l *Learned) Export(order strategy.Order) Knowledge {
	return Knowledge{l.Slow, l.Busy, order, l.Hang, slices.Sorted(maps.Keys(l.hot))}
}

// Import takes over what a saved schedule was made with.
func (l *Learned) Import(k Knowledge) {
	l.Slow, l.Busy, l.Hang = k.Slow, k.Busy, k.Hang
	for _, site := range k.Hot {
		l.hot[site] = true
	}
}
