package grade_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/smallcourse"
)

// A late policy needs to know how late a file was, so the line has the deadline beside the file's time.
func TestTheLineHasTheDeadline(t *testing.T) {
	c := newClass(t, map[string]string{"s1": smallcourse.Start}) // the original: nothing has to be run
	lines, _ := c.grade()
	assert.True(t, lines["s1"].Deadline.IsZero())
	c.deadline = time.Date(2001, 2, 3, 4, 5, 6, 0, time.FixedZone("", 9*3600))
	lines, written := c.grade()
	assert.Equal(t, 1, written)
	assert.True(t, lines["s1"].Late)
	assert.True(t, lines["s1"].Deadline.Equal(c.deadline))
	_, written = c.grade()
	assert.Zero(t, written, "the same deadline is no change")
}
