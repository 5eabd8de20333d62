package watch

import (
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
)

// verdict is a lesson's last result.
type verdict struct {
	result      Result
	number      int
	newlyPassed []course.Step
	turnedRed   []TurnedRed
	previous    *Result // the result before this one; nil for the first
}

// history is what a watch knows of a lesson's steps from the verdicts so far.
type history struct {
	green    map[string]bool      // the steps that passed when they were judged last
	redSince map[string]time.Time // the save that turned a green step red
}

// newHistory returns the history of a lesson before its first verdict in this watch. passed reports whether a step was ever green.
func newHistory(l course.Lesson, passed func(course.Step) bool) *history {
	h := &history{map[string]bool{}, map[string]time.Time{}}
	for _, s := range l.Steps {
		h.green[s.ID] = passed(s)
	}
	return h
}

// add takes a verdict on the file that was saved at that time. It returns the steps that pass now and did not before, and the steps that were
// green in this watch and are red now. A file that does not build changes nothing: its steps are red for a reason that is not theirs.
func (h *history) add(r outcome.Lesson, saved time.Time, first bool) (newlyPassed []course.Step, turnedRed []TurnedRed) {
	for _, s := range r.Steps {
		id := s.Step.ID
		switch {
		case s.Status == outcome.Pass:
			if !h.green[id] {
				newlyPassed = append(newlyPassed, s.Step)
			}
			h.green[id] = true
			delete(h.redSince, id)
		case s.Status == outcome.Fail && r.Build == nil:
			if h.green[id] && !first { // the first verdict of a watch cannot know which save it was
				h.redSince[id] = saved
			}
			h.green[id] = false
		}
		if since, ok := h.redSince[id]; ok && r.Build == nil {
			turnedRed = append(turnedRed, TurnedRed{s.Step, since})
		}
	}
	return newlyPassed, turnedRed
}
