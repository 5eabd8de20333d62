package outcome

import (
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/progress"
)

// StepOf returns the step of the lesson in the form that package progress uses.
func StepOf(l course.Lesson, s course.Step) progress.Step {
	return progress.Step{ID: l.StepID(s), Was: l.WasIDs(s), Hints: len(s.Hints)}
}

// StepsOf returns all steps of the lesson in the form that package progress uses.
func StepsOf(l course.Lesson) (steps []progress.Step) {
	for _, s := range l.Steps {
		steps = append(steps, StepOf(l, s))
	}
	return steps
}

// RecordPassed records the steps that passed in the store, and returns those that passed for the first time.
func RecordPassed(store *progress.Store, now time.Time, lessons ...Lesson) (fresh []course.Step) {
	for _, l := range lessons {
		var green []course.Step
		var known []progress.Step
		for _, s := range l.Steps {
			if s.Status == Pass {
				green, known = append(green, s.Step), append(known, StepOf(l.Lesson, s.Step))
			}
		}
		for _, i := range store.RecordPassed(now, known) {
			fresh = append(fresh, green[i])
		}
	}
	return fresh
}
