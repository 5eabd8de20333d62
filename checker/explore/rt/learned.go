package rt

import (
	"maps"
	"math"
	"slices"
)

// Learned is what schedules teach about the program: which accesses to memory race, so that the
// scheduler must be able to stop before them; whether code that is not instrumented takes part.
type Learned struct {
	Slow    bool
	Busy    bool // TryLock is used, so that a held lock is something to be seen
	Turn    Turn
	Hang    bool // a schedule was found in which only timers go on
	Changed bool // the search must begin again, with more points than before
	Races   map[[2]uint32]struct{}
	hot     map[uint32]bool
}

// Turn is how long a goroutine goes on while others could, too, where the schedule's choices do not say otherwise.
type Turn string

// The lengths of a turn. With the latter two a schedule may also be many times as long.
const (
	Fair  Turn = ""      // for a good while
	Whole Turn = "whole" // until it must wait
	Round Turn = "round" // for a step or two; whoever is new comes first
)

// limit is the same in steps.
func (t Turn) limit() int {
	switch t {
	case Whole:
		return math.MaxInt
	case Round:
		return 0
	}
	return fairLimit
}

// times is how many times as long a schedule may be.
func (t Turn) times() int {
	if t == Fair {
		return 1
	}
	return patientTimes
}

// crowd is how many times as many goroutines it may have.
func (t Turn) crowd() int {
	if t == Fair {
		return 1
	}
	return crowdTimes
}

const (
	patientTimes = 50
	crowdTimes   = 3
)

// NewLearned knows nothing yet.
func NewLearned() *Learned {
	return &Learned{Races: map[[2]uint32]struct{}{}, hot: map[uint32]bool{}}
}

func (l *Learned) slow() { l.Slow, l.Changed = true, true }

// race notes that two accesses can meet in either order. A long schedule teaches none of it: with more points it would be
// another one.
func (l *Learned) race(a, b uint32) {
	if l.Turn != Fair {
		return
	}
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
	Slow, Busy bool     `json:",omitempty"`
	Turn       Turn     `json:",omitempty"`
	Hang       bool     `json:",omitempty"`
	Hot        []uint32 `json:",omitempty"`
}

// Export returns what was learned.
func (l *Learned) Export() Knowledge {
	return Knowledge{l.Slow, l.Busy, l.Turn, l.Hang, slices.Sorted(maps.Keys(l.hot))}
}

// Import takes over what a saved schedule was made with.
func (l *Learned) Import(k Knowledge) {
	l.Slow, l.Busy, l.Turn, l.Hang = k.Slow, k.Busy, k.Turn, k.Hang
	for _, site := range k.Hot {
		l.hot[site] = true
	}
}
