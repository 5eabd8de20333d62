package progress

import (
	"slices"
	"time"
)

// Step is one step as the progress knows it.
type Step struct {
	ID    string
	Was   []string // its earlier ids
	Hints int      // how many hints there are
}

// Done reports whether the step was ever green.
func (s *Store) Done(step Step) bool { return s.Passed(step.ID, step.Was...) }

// AllDone reports whether each of the steps was ever green.
func (s *Store) AllDone(steps []Step) bool { return s.FirstOpen(steps) < 0 }

// FirstOpen returns the index of the first step that was never green, or -1.
func (s *Store) FirstOpen(steps []Step) int {
	return slices.IndexFunc(steps, func(step Step) bool { return !s.Done(step) })
}

// Keep notes that the steps are green now, and returns the indexes of those that never were before.
func (s *Store) Keep(now time.Time, green []Step) (fresh []int) {
	for i, step := range green {
		if !s.Done(step) {
			fresh = append(fresh, i)
		}
		s.Pass(now, step.ID, step.Was...)
	}
	return fresh
}

// NextHint takes one more hint of the step, as long as there is one, and returns how many have been taken.
func (s *Store) NextHint(step Step) (taken int) {
	if taken = s.Hints(step.ID, step.Was...); taken < step.Hints {
		return s.TakeHint(step.ID, step.Was...)
	}
	return min(taken, step.Hints)
}
