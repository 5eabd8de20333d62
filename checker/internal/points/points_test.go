package points_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
)

// two is a course of two lessons: one of two steps with 1 and 3 points, one of a step with 6.
var two = &course.Course{Lessons: []course.Lesson{
	{ID: "01-a", Steps: []course.Step{{ID: "x", Test: "TestX", Points: 1}, {ID: "y", Test: "TestY", Points: 3}}},
	{ID: "02-b", Steps: []course.Step{{ID: "z", Test: "TestZ", Points: 6}}},
}}

func step(id, status string, got, most int) results.Step {
	return results.Step{ID: id, Status: status, Points: got, Max: most}
}

// line is a student with 1 of 4 points in the first lesson, and nothing in the second.
func line(overrides ...results.Override) results.Student {
	return results.Student{Student: "s1", State: results.Graded, Points: 1, Max: 10, Overrides: overrides, Lessons: []results.Lesson{
		{ID: "01-a", State: results.Graded, Points: 1, Max: 4, Steps: []results.Step{step("01-a/x", "pass", 1, 1), step("01-a/y", "fail", 0, 3)}},
		{ID: "02-b", State: results.Missing, Max: 6, Steps: []results.Step{}},
	}}
}

func applied(s results.Student) results.Student {
	return points.WithOverrides(two, []results.Student{s})[0]
}

func TestOverridesReplaceThePointsOfTheVerdict(t *testing.T) {
	judged := line(results.Override{Step: "01-a/y", Points: 2, Why: "nearly"}, results.Override{Step: "01-a/x", Points: 0})
	got := applied(judged)
	assert.Equal(t, 2, got.Points)
	assert.Equal(t, 2, got.Lessons[0].Points)
	assert.Equal(t, 2, got.Lessons[0].Steps[1].Points)
	assert.Equal(t, "fail", got.Lessons[0].Steps[1].Status, "the verdict stays")
	assert.Equal(t, "nearly", got.Lessons[0].Steps[1].Override.Why)
	assert.Equal(t, line().Lessons, judged.Lessons, "the line itself does not change")
	assert.Equal(t, line(), applied(line()))
}

func TestAStepThatWasNotRunGetsPoints(t *testing.T) {
	got := applied(line(results.Override{Step: "02-b/z", Points: 5}))
	assert.Equal(t, 6, got.Points)
	assert.Equal(t, results.Missing, got.Lessons[1].State)
	assert.Equal(t, 5, got.Lessons[1].Points)
	assert.Equal(t, points.StatusNotRun, got.Lessons[1].Steps[0].Status)
	assert.Equal(t, 6, got.Lessons[1].Steps[0].Max)
}

func TestAnOverrideOfAnUnknownStepIsLeftOut(t *testing.T) {
	got := applied(line(results.Override{Step: "02-b/gone", Points: 5}, results.Override{Step: "09-q/z", Points: 5}))
	assert.Equal(t, 1, got.Points)
	assert.Empty(t, got.Lessons[1].Steps)
}

// What two runs could not decide, the instructor decides.
func TestPointsForEveryOpenStepAreAVerdict(t *testing.T) {
	open := func(overrides ...results.Override) results.Student {
		s := line(overrides...)
		s.State, s.Lessons[0].State, s.Lessons[0].Why = results.Unstable, results.Unstable, "two runs differed"
		s.Lessons[0].Steps[1].Status = "not-judged"
		return s
	}
	other := applied(open(results.Override{Step: "01-a/x", Points: 0}))
	assert.Equal(t, results.Unstable, other.State)
	assert.Equal(t, results.Unstable, other.Lessons[0].State)
	all := applied(open(results.Override{Step: "01-a/y", Points: 3}))
	assert.Equal(t, results.Graded, all.State)
	assert.Equal(t, results.Graded, all.Lessons[0].State)
	assert.Empty(t, all.Lessons[0].Why)

	fault := line(results.Override{Step: "02-b/z", Points: 6})
	fault.State, fault.Lessons[1].State = results.MachineFault, results.MachineFault
	assert.Equal(t, results.Graded, applied(fault).State)
	part := line(results.Override{Step: "01-a/x", Points: 1})
	part.State, part.Lessons[0].State, part.Lessons[0].Steps = results.MachineFault, results.MachineFault, nil
	assert.Equal(t, results.MachineFault, applied(part).State, "the other step of the lesson was not run")
	fault.State = results.Unmatched
	assert.Equal(t, results.Unmatched, applied(fault).State, "that state is of the submission")
}

// The course may change after an override: a step gets another name, or is worth less.
func TestOverridesFollowTheCourse(t *testing.T) {
	later := &course.Course{Lessons: []course.Lesson{two.Lessons[0], {ID: "02-b", Steps: []course.Step{{ID: "new", Was: []string{"z"}, Points: 4}}}}}
	s := line(results.Override{Step: "02-b/z", Points: 6})
	s.Lessons[1].Max = 4
	got := points.WithOverrides(later, []results.Student{s})[0]
	assert.Equal(t, "02-b/new", got.Lessons[1].Steps[0].ID)
	assert.Equal(t, 4, got.Lessons[1].Points)
	assert.Equal(t, 5, got.Points)
}
