package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
)

// A race is named with the number of a schedule that was tried.
func TestARaceHasASchedule(t *testing.T) {
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		n := 0
		t.Go("writer", func() { rt.Write(&n, 77).Set(1) })
		_ = rt.Read(&n, 78)
		t.Wait()
	})
	assert.Equal(t, explore.Race, r.Cause)
	assert.Positive(t, r.Schedules)
}
