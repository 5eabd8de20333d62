package progress

import (
	"slices"
	"time"
)

// Step is what this package needs to know of a step.
type Step struct {
	ID    string
	Was   []string // its earlier ids
	Hints int      // the number of hints that the step has
}

// Done reports whether the step was ever green.
func (s *Store) Done(step Step) bool { return s.Passed(step.ID, step.Was...) }

// AllDone reports whether each of the steps was ever green.
func (s *Store) AllDone(steps []Step) bool { return s.FirstNotPassed(steps) < 0 }

// FirstNotPassed returns the index of the first step that was never green, or -1.
func (s *Store) FirstNotPassed(steps []Step) int {
	return slices.IndexFunc(steps, func(step Step) bool { return !s.Done(step) })
}

// RecordPassed records that the steps are green, and returns the indexes of those that are green for the first time.
func (s *Store) RecordPassed(now time.Time, green []Step) (fresh []int) {
	for i, step := range green {
		if !s.Done(step) {
			fresh = append(fresh, i)
		}
		s.Pass(now, step.ID, step.Was...)
	}
	return fresh
}

// RecordRed records the id of the first red step of a run, or "" if none is red. That is the step at which the student works.
func (s *Store) RecordRed(id string) { s.red = id }

// Red returns the id of the first red step of the latest run, or "".
func (s *Store) Red() string { return s.red }

// NextHint takes one more hint of the step, if one is left, and returns how many have been taken.
func (s *Store) NextHint(step Step) (taken int) {
	if taken = s.Hints(step.ID, step.Was...); taken < step.Hints {
		return s.TakeHint(step.ID, step.Was...)
	}
	return min(taken, step.Hints)
}
