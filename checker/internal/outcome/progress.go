package outcome

import (
	"cmp"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
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

// RecordPassed records in the store the steps that passed, and which step is to be repaired first, and returns the steps that passed for the first time.
func RecordPassed(store *progress.Store, now time.Time, lessons ...Lesson) (fresh []course.Step) {
	store.RecordRed(repairFirst(lessons))
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

// repairFirst returns the id of the first red step, or of the earlier step that it waits for; "" if no step is red.
func repairFirst(lessons []Lesson) string {
	for _, l := range lessons {
		for _, s := range l.Steps {
			if s.Status == Fail {
				return l.Lesson.ID + "/" + WaitsFor(s.Findings, s.Step.ID)
			}
		}
	}
	return ""
}

// WaitsFor returns the name of the earlier step that a step waits for by its findings, or else the step's own name.
func WaitsFor(found []goout.Finding, step string) string {
	for _, f := range found {
		step = cmp.Or(f.EarlierStep(), step)
	}
	return step
}
