// Package points turns the verdicts in results.jsonl into what a student gets: the points that the instructor has set, and the grade by the rules of
// grading.toml.
//
//	students := points.WithOverrides(course, results.Last(lines))
//
// It computes and does nothing else. No verdict is made anew, so changing a rule needs no second grading.
package points

import (
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/results"
)

// StatusNotRun is the status of a step that was not run and has points all the same, because the instructor has set them.
const StatusNotRun = "not-run"

// WithOverrides returns the students with the points that the instructor has set. The points of steps, lessons and students follow, and a lesson whose
// steps without a verdict all have such points is graded. An override of a step that neither the course nor the line has is left out. The lines that it
// is given stay as they are.
func WithOverrides(c *course.Course, students []results.Student) []results.Student {
	out := slices.Clone(students)
	for i, s := range out {
		if len(s.Overrides) > 0 {
			out[i] = applyOverrides(c, s)
		}
	}
	return out
}

func applyOverrides(c *course.Course, s results.Student) results.Student {
	worst := s.State == worstOf(s.Lessons) // else the student's state comes from the submission and not from the lessons
	s.Lessons = slices.Clone(s.Lessons)
	for i, l := range s.Lessons {
		changed := overrideLesson(c, l, s.Overrides)
		s.Points += changed.Points - l.Points
		s.Lessons[i] = changed
	}
	if worst {
		s.State = worstOf(s.Lessons)
	}
	return s
}

func worstOf(lessons []results.Lesson) results.State {
	var states []results.State
	for _, l := range lessons {
		states = append(states, l.State)
	}
	return results.Worst(states)
}

// overrideLesson returns the lesson with those of the overrides that are of its steps.
func overrideLesson(c *course.Course, l results.Lesson, overrides []results.Override) results.Lesson {
	l.Steps = slices.Clone(l.Steps)
	changed := false
	for _, o := range overrides {
		id := currentID(c, o.Step)
		if lesson, _, _ := strings.Cut(id, "/"); lesson != l.ID {
			continue
		}
		i := slices.IndexFunc(l.Steps, func(s results.Step) bool { return s.ID == id })
		if i < 0 {
			step, known := stepOf(c, id)
			if !known {
				continue
			}
			i, l.Steps = len(l.Steps), append(l.Steps, step)
		}
		set := min(o.Points, l.Steps[i].Max) // the step may be worth less than when it was set
		l.Points += set - l.Steps[i].Points
		l.Steps[i].Points, l.Steps[i].Override = set, &o
		changed = true
	}
	if changed && needsVerdict(l.State) && settled(c, l) {
		l.State, l.Why = results.Graded, ""
	}
	return l
}

// currentID returns the id that a step has now: it may have been renamed since the override.
func currentID(c *course.Course, id string) string {
	for _, l := range c.Lessons {
		for _, s := range l.Steps {
			if slices.Contains(l.WasIDs(s), id) {
				return l.StepID(s)
			}
		}
	}
	return id
}

// needsVerdict reports whether steps of a lesson in this state may have no verdict.
func needsVerdict(s results.State) bool { return !s.Final() || s == results.Limit }

// settled reports whether each step of a lesson has a verdict or an override.
func settled(c *course.Course, l results.Lesson) bool {
	for _, s := range l.Steps {
		if s.Override == nil && s.Status != "pass" && s.Status != "fail" {
			return false
		}
	}
	for _, own := range c.Lessons {
		if own.ID == l.ID {
			return len(l.Steps) >= len(own.Steps)
		}
	}
	return true
}

// stepOf returns a step of the course as one that was not run.
func stepOf(c *course.Course, id string) (results.Step, bool) {
	for _, l := range c.Lessons {
		for _, s := range l.Steps {
			if l.StepID(s) == id {
				return results.Step{ID: id, Test: s.Test, Status: StatusNotRun, Max: s.Points}, true
			}
		}
	}
	return results.Step{}, false
}
