package rt

import (
	"maps"
	"slices"

	"sharedmap-workshop/checker/explore/strategy"
)

// SchedulingPoints says at which operations a schedule stops, besides those on channels, locks and the like. Schedules find that out one
// after the other: an access to memory is a scheduling point once it was seen to race with another access.
type SchedulingPoints struct {
	Foreign      bool                   // code that is not instrumented takes part
	LocksWatched bool                   // TryLock is used, so that Unlock must be a scheduling point
	Hang         bool                   // a schedule was found in which only timers go on
	Changed      bool                   // there are more scheduling points than before, so that the search must begin again
	Races        map[[2]uint32]struct{} // pairs of sites whose accesses nothing orders
	sites        map[uint32]bool        // accesses to memory that are scheduling points
}

// NewSchedulingPoints returns the scheduling points that a search begins with.
func NewSchedulingPoints() *SchedulingPoints {
	return &SchedulingPoints{Races: map[[2]uint32]struct{}{}, sites: map[uint32]bool{}}
}

func (p *SchedulingPoints) addForeign() { p.Foreign, p.Changed = true, true }

// race makes two accesses that nothing orders scheduling points. A long schedule adds none: with more points it would be another
// schedule.
func (s *Sched) race(a, b uint32) {
	if !s.cfg.Long {
		s.cfg.Points.addRace(a, b)
	}
}

func (p *SchedulingPoints) addRace(a, b uint32) {
	if a > b {
		a, b = b, a
	}
	p.Races[[2]uint32{a, b}] = struct{}{}
	for _, site := range []uint32{a, b} {
		if !p.sites[site] {
			p.sites[site], p.Changed = true, true
		}
	}
}

// WatchLocks makes every Unlock a scheduling point, because the program looks whether locks are held.
func (g *G) WatchLocks() {
	if p := g.s.cfg.Points; !p.LocksWatched {
		p.LocksWatched, p.Changed = true, true
	}
}

// LocksWatched reports whether Unlock is a scheduling point.
func (g *G) LocksWatched() bool { return g.s.cfg.Points.LocksWatched }

// SavedPoints is what a saved schedule needs, besides its choices, to be made again.
type SavedPoints struct {
	Foreign      bool           `json:"Slow,omitempty"`
	LocksWatched bool           `json:"Busy,omitempty"`
	Order        strategy.Order `json:"Turn,omitempty"` // makes the choices that were not recorded
	Hang         bool           `json:",omitempty"`
	Sites        []uint32       `json:"Hot,omitempty"`
}

// Export returns the scheduling points, to be saved with a schedule in that order.
func (p *SchedulingPoints) Export(order strategy.Order) SavedPoints {
	return SavedPoints{p.Foreign, p.LocksWatched, order, p.Hang, slices.Sorted(maps.Keys(p.sites))}
}

// Import restores the scheduling points that a schedule was saved with.
func (p *SchedulingPoints) Import(saved SavedPoints) {
	p.Foreign, p.LocksWatched, p.Hang = saved.Foreign, saved.LocksWatched, saved.Hang
	for _, site := range saved.Sites {
		p.sites[site] = true
	}
}
