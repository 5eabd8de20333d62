package grade_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/smallcourse"
)

// Who looks while an answer is judged sees every step as soon as it is known, and none that is not.
func TestEachStepIsTold(t *testing.T) {
	c := newClass(t, map[string]string{"s1": smallcourse.Right})
	var steps, points []int
	c.onStep = func(line results.Student) {
		assert.Equal(t, "s1", line.Student)
		assert.Equal(t, results.Graded, line.State)
		assert.Equal(t, 3, line.Max)
		steps, points = append(steps, len(line.Lessons[0].Steps)), append(points, line.Points)
	}
	lines, _ := c.grade()
	require.Equal(t, []int{0, 1, 2, 2}, steps)
	assert.Equal(t, []int{0, 1, 3, 3}, points)
	assert.Equal(t, 3, lines["s1"].Points)
	steps = nil
	c.handIn("s2", "package main\n\nfunc One() int { return x }\n")
	c.onStep = func(line results.Student) {
		assert.Equal(t, "s2", line.Student, "s1 is known already")
		assert.Equal(t, results.DoesNotBuild, line.State)
		steps = append(steps, len(line.Lessons[0].Steps))
	}
	c.grade()
	assert.Equal(t, []int{0}, steps)
}
