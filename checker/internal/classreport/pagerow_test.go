package classreport

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// A student of whom a lesson is missing has no red step, but not every step is green.
func TestAMissingLessonIsNotGreen(t *testing.T) {
	green := results.Step{ID: "01-a/x", Status: "pass", Points: 1, Max: 1}
	s := results.Student{Student: "s1", State: results.Graded, Points: 1, Max: 3, Lessons: []results.Lesson{
		{ID: "01-a", State: results.Graded, Points: 1, Max: 1, Steps: []results.Step{green}}, {ID: "02-b", State: results.Missing, Max: 2},
	}}
	c := Class{Students: []results.Student{s}, Course: &course.Course{Lessons: []course.Lesson{
		{ID: "01-a", Steps: []course.Step{{ID: "x", Points: 1}}}, {ID: "02-b", Steps: []course.Step{{ID: "y", Points: 2}}},
	}}}
	page := func() string {
		var out bytes.Buffer
		require.NoError(t, c.WritePage(&out, msg.New("en")))
		return out.String()
	}
	assert.Contains(t, page(), "02-b: missing")
	assert.NotContains(t, page(), "Every step is green.")
	c.Students[0].Lessons = c.Students[0].Lessons[:1]
	assert.Contains(t, page(), "Every step is green.")
}
