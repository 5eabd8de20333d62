package explore

import (
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// Moves are the ways that somebody has chosen, one for each choice of a schedule from its beginning.
type Moves struct {
	Ways   []int
	ToEnd  bool           // after them the schedule goes on to its end, with first ways
	Points rt.SavedPoints // where the schedule has choices, as a search has found out
}

// Played is where the moves have led.
type Played struct {
	End  string // how the schedule ended, as package rt names it: stopped, done, deadlock …
	Used int    // how many of the moves were made
	Open *Open  `json:",omitempty"` // of a schedule that was stopped: the choice that comes next
}

// Open is a choice that was not made.
type Open struct {
	Kind string // switch, pick, value or detour, as in package strategy
	By   Way    // of a pick or a value: the goroutine that has come to it
	Ways []Way  // in the order of their numbers, which begin with 0
}

// Way is one way in which the schedule can go on.
type Way struct {
	Goroutine string // moves next; "" where no goroutine does
	Op        string // its next operation, or the case of a select
	Object    int    // the number of the lock, channel … that this is on; 0: none
	File      string
	Line      int
	Code      string
	Timer     bool // time passes until the next timer fires
	Preempts  bool // the goroutine that moved last could go on instead

	// What the scenario does if this value is taken. Both are empty where that is not known, and for a choice among goroutines.
	Case   string   // the name of the case, or the random number
	Starts []string // the goroutines that meet at the next choice
}

// kindNames are the names of the kinds of choices.
var kindNames = map[strategy.Kind]string{strategy.Switch: "switch", strategy.Pick: "pick", strategy.Value: "value", strategy.Detour: "detour"}

// play makes the one schedule that the moves lead to, without any reduction, and tells where it stands or how it ended.
func (s *search) play() *Result {
	m, r := s.limits.Play, s.result()
	s.points.Import(m.Points)
	s.limits.NoReduction = true
	moves := strategy.NewMoves(m.Ways, m.ToEnd)
	o := s.execute(rt.Config{Strategy: moves, Record: true, Steady: true})
	s.count = 1
	if s.limits.Races && !s.points.Foreign && o.End == rt.Fine && len(o.Conflicts) > 0 {
		s.describeConflicts(r, o)
	} else {
		s.describe(r, o)
	}
	switch {
	case o.End == rt.Skipped:
		r.Cause = Skipped
	case o.End == rt.Unrestored:
		r.Cause = Unrestored
	case !wrong(o.End) && r.Cause != Race:
		r.Cause = None
	}
	r.Choices, r.Points = strategy.WaysOf(o.Path), m.Points
	r.Played = &Played{End: string(o.End), Used: moves.Used(), Open: openChoice(o.Open, newSources(s.order.Sources))}
	if o.Open != nil && (o.Open.Kind == strategy.Value || o.Open.Kind == strategy.Detour) {
		s.lookAhead(r)
	}
	return s.finish(r)
}

// lookAhead notes for each value that can be taken what the scenario does then, as far as the next choice shows it.
func (s *search) lookAhead(r *Result) {
	for i := range r.Played.Open.Ways {
		w := &r.Played.Open.Ways[i]
		o := s.execute(rt.Config{Strategy: strategy.NewMoves(append(r.Choices[:len(r.Choices):len(r.Choices)], i), false), Record: true, Steady: true})
		for _, row := range o.Rows[min(len(r.Trace), len(o.Rows)):] {
			if row.Op == "case" || row.Op == "random" && w.Op == row.Op {
				w.Case = row.Value
			}
		}
		if w.Op == "" && o.Final != nil && o.Open != nil && o.Open.Kind == strategy.Switch {
			for _, g := range o.Final.Goroutines {
				if g.G > 0 {
					w.Starts = append(w.Starts, g.Goroutine)
				}
			}
		}
	}
}

// openChoice returns a choice with the lines of the source.
func openChoice(o *rt.Open, src *sources) *Open {
	if o == nil {
		return nil
	}
	way := func(w rt.Way) Way {
		return Way{
			Goroutine: w.Goroutine, Op: w.Op, Object: w.Object, File: w.Place.File, Line: w.Place.Line, Code: src.line(w.Place), Timer: w.Timer, Preempts: w.Preempts,
		}
	}
	out := &Open{Kind: kindNames[o.Kind], By: way(o.By)}
	for _, w := range o.Ways {
		out.Ways = append(out.Ways, way(w))
	}
	return out
}
