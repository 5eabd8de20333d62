package outcome

import (
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/progress"
)

// StepOf returns the step of the lesson as the progress knows it.
func StepOf(l course.Lesson, s course.Step) progress.Step {
	return progress.Step{ID: l.StepID(s), Was: l.WasIDs(s), Hints: len(s.Hints)}
}

// StepsOf returns all steps of the lesson.
func StepsOf(l course.Lesson) (steps []progress.Step) {
	for _, s := range l.Steps {
		steps = append(steps, StepOf(l, s))
	}
	return steps
}

// Keep notes in the store what passed, and returns the steps that never had before.
func Keep(store *progress.Store, now time.Time, lessons ...Lesson) (fresh []course.Step) {
	for _, l := range lessons {
		var green []course.Step
		var known []progress.Step
		for _, s := range l.Steps {
			if s.Status == Pass {
				green, known = append(green, s.Step), append(known, StepOf(l.Lesson, s.Step))
			}
		}
		for _, i := range store.Keep(now, known) {
			fresh = append(fresh, green[i])
		}
	}
	return fresh
}
