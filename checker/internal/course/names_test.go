package course_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/course"
)

func TestTheShortestNameOfAStep(t *testing.T) {
	c := course.Course{Lessons: []course.Lesson{
		{ID: "01-a", Steps: []course.Step{{ID: "wait"}, {ID: "program"}}},
		{ID: "02-b", Steps: []course.Step{{ID: "program"}}},
	}}
	assert.Equal(t, "wait", c.NameOf("01-a/wait"))
	assert.Equal(t, "02-b/program", c.NameOf("02-b/program"), "another lesson has a step of that id")
}

func TestWhichLessonTeachesAPattern(t *testing.T) {
	c := course.Course{Lessons: []course.Lesson{{ID: "01-a", Teaches: []string{"shared-map"}}, {ID: "02-b", Teaches: []string{"lock-order"}}}}
	assert.Equal(t, "02-b", c.Teaching("lock-order"))
	assert.Empty(t, c.Teaching("unknown"))
}
