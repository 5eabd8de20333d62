// Package classreport turns what `checker grade` found out about a class into what people read: a table for the terminal, grades.csv, a feedback
// file for each student, one page for the class, and what a second grading has changed.
//
//	class := classreport.Class{Course: c, Students: results.Last(lines), At: now}
//	class.Table(os.Stdout, style, say)
//	err := class.WriteFiles("graded", say)
//
// It reads the lines of results.jsonl and nothing else, and decides nothing: the points and states are those of the lines. What a student or a
// roster wrote goes to a terminal and to Markdown through package safetext, and to HTML through html/template.
package classreport

import (
	"slices"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
)

// Class is what the reports are about.
type Class struct {
	Course   *course.Course
	Students []results.Student // the last line of each, in the order in which the reports list them
	At       time.Time         // when the reports are made
	Scheme   *points.Scheme    // how points become a grade; nil: they are the grade, and no report speaks of grades
}

// lessonPlan is a lesson as the reports list it: its id, and the full ids of its steps.
type lessonPlan struct {
	id    string
	steps []string
}

// plan returns the lessons of the course, followed by what only the results have: a lesson or step that the course does not have any more.
func (c Class) plan() []lessonPlan {
	var out []lessonPlan
	if c.Course != nil {
		for _, l := range c.Course.Lessons {
			p := lessonPlan{id: l.ID}
			for _, s := range l.Steps {
				p.steps = append(p.steps, l.StepID(s))
			}
			out = append(out, p)
		}
	}
	for _, s := range c.Students {
		for _, l := range s.Lessons {
			out = addToPlan(out, l)
		}
	}
	return out
}

// addToPlan adds a lesson and its steps, where they are missing.
func addToPlan(plan []lessonPlan, l results.Lesson) []lessonPlan {
	i := slices.IndexFunc(plan, func(p lessonPlan) bool { return p.id == l.ID })
	if i < 0 {
		plan, i = append(plan, lessonPlan{id: l.ID}), len(plan)
	}
	for _, s := range l.Steps {
		if !slices.Contains(plan[i].steps, s.ID) {
			plan[i].steps = append(plan[i].steps, s.ID)
		}
	}
	return plan
}

// lessonOf returns a student's lesson, and a missing one if the line does not have it.
func lessonOf(s results.Student, id string) results.Lesson {
	for _, l := range s.Lessons {
		if l.ID == id {
			return l
		}
	}
	return results.Lesson{ID: id, State: results.Missing}
}

// stepOf returns a step of a lesson, or nil.
func stepOf(l results.Lesson, id string) *results.Step {
	for i := range l.Steps {
		if l.Steps[i].ID == id {
			return &l.Steps[i]
		}
	}
	return nil
}

// The values of results.Step.Status.
const (
	statusPass      = "pass"
	statusFail      = "fail"
	statusNotJudged = "not-judged"
)

// handedIn reports whether a lesson in this state came with work of the student's.
func handedIn(s results.State) bool {
	return s != results.Missing && s != results.Unchanged
}

// hasVerdict reports whether the student's points are final: no lesson is without a verdict. A student who is in no roster may have such a lesson.
func hasVerdict(s results.Student) bool {
	return s.State.Final() && !slices.ContainsFunc(s.Lessons, func(l results.Lesson) bool { return !l.State.Final() })
}

// needsLook reports whether an instructor has to look at a lesson or student in this state.
func needsLook(s results.State) bool {
	return s == results.MachineFault || s == results.Unstable || s == results.Limit
}
