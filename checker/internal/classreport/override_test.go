package classreport

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/term"
)

// overridden returns a class of one student, who has points that the instructor has set: in a lesson that was judged, and in one that is missing.
func overridden(t *testing.T) Class {
	class := newClass(t, 1)
	s := &class.Students[0]
	s.State, s.Points = results.Graded, 1
	s.Lessons[0] = graded("s1", 1).Lessons[0]
	s.Lessons[1] = results.Lesson{ID: "02-mutex", State: results.Missing, Max: 12}
	s.Lessons = s.Lessons[:2]
	red := &s.Lessons[0].Steps[len(s.Lessons[0].Steps)-1]
	red.Status, red.Max = statusFail, 9
	s.Overrides = []results.Override{
		{Step: red.ID, Points: 1, Why: "the lock order is right", At: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)},
		{Step: "02-mutex/order", Points: 3, Why: "=shown in the lab\n"},
	}
	class.Students = points.WithOverrides(class.Course, class.Students)
	return class
}

func TestOverridesAreShownInEveryReport(t *testing.T) {
	class := overridden(t)
	s := class.Students[0]
	out := tableOf(term.Style{Column: 80}, "en", class.Students)
	assert.Contains(t, out, "3*", "the missing lesson has the points of its step")
	assert.Contains(t, out, "*  points set by hand")
	assert.Regexp(t, `, 02-mutex/order: 3\. Reason: =shown in the lab`, out)
	assert.Contains(t, tableOf(term.Style{Column: 200, Plain: true}, "en", class.Students), "02-mutex: 3 of 12 points, set by hand")

	row := readCSV(t, class)[0]
	assert.Equal(t, "3", row["02-mutex/order"])
	assert.Equal(t, "3", row["02-mutex"])
	assert.Contains(t, row["overrides"], "02-mutex/order=3: =shown in the lab")

	var page bytes.Buffer
	require.NoError(t, class.WritePage(&page, msg.New("en")))
	assert.Contains(t, page.String(), "Set by hand: 02-mutex/order, 3 points.")
	assert.Contains(t, page.String(), ">3*<")

	feedback := markdownText(t, class, s, "en")
	assert.Contains(t, feedback, "points set by your instructor, 3/3")
	assert.NotContains(t, feedback, "This step has no verdict")
}

// Without an override nothing speaks of them.
func TestNobodyIsOverridden(t *testing.T) {
	class := newClass(t, 30)
	assert.NotContains(t, tableOf(term.Style{Column: 80}, "en", class.Students), "by hand")
	assert.Empty(t, readCSV(t, class)[0]["overrides"])
}

// The steps of a lesson that does not build are one cell on the page, unless one of them has points.
func TestALessonThatDoesNotBuildShowsItsOverride(t *testing.T) {
	class := newClass(t, 1)
	s := &class.Students[0]
	s.Lessons[1] = results.Lesson{ID: "02-mutex", State: results.DoesNotBuild, Max: 12}
	s.Overrides = []results.Override{{Step: "02-mutex/atomic", Points: 2, Why: "a typing error"}}
	class.Students = points.WithOverrides(class.Course, class.Students)
	var page bytes.Buffer
	require.NoError(t, class.WritePage(&page, msg.New("en")))
	assert.Contains(t, page.String(), ">2*<")
	assert.Contains(t, page.String(), "02-mutex: does not build")
}
