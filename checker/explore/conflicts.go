package explore

import (
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// conflicts looks for a schedule that shows the unsynchronised accesses, and notes it in r.
func (s *search) conflicts(r *Result) {
	count, bySpends, start := s.count, s.bySpends, newStopwatch()
	defer func() { s.count, s.bySpends = count, bySpends }()
	s.restart()
	for tries := 0; tries < maxTries && !start.exceeded(2*maxTriesTime); tries++ {
		ways, ok := s.bounded.Next()
		if !ok {
			return
		}
		o := s.schedule(ways, s.visited, true)
		if len(o.Conflicts) > 0 {
			choices := strategy.WaysOf(o.Path)
			s.describeConflicts(r, s.schedule(choices, nil, true))
			r.Choices, r.Points = choices, s.points.Export(s.base)
			return
		}
		s.bounded.Expand(o.Path, len(ways))
	}
}

// describeConflicts copies a schedule that shows unsynchronised accesses into r.
func (s *search) describeConflicts(r *Result, o *rt.Outcome) {
	s.describe(r, o)
	src := newSources(s.order.Sources)
	for _, c := range o.Conflicts {
		two := steps(c[:], src)
		r.Races = append(r.Races, Conflict{two[0], two[1]})
	}
	if len(r.Races) > 0 {
		last := r.Races[0].Other
		r.Cause, r.Message, r.File, r.Line, r.By = Race, r.Races[0].variableName(), last.File, last.Line, last.Goroutine
	}
}
