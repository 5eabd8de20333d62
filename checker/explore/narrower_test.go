package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
)

// Four goroutines with three steps each have too many schedules for the number that is set here.
func manySchedules(t *explore.T) {
	for range 4 {
		t.Go("worker", func() {
			for range 3 {
				t.Logf("a step")
			}
		})
	}
	t.Wait()
}

func TestALowerBoundIsEnoughForManySchedules(t *testing.T) {
	limits := explore.DefaultLimits()
	whole := explore.Explore(t, limits, manySchedules)
	assert.Equal(t, 2, whole.Bound)
	assert.True(t, whole.Exhausted)

	limits.Enough = whole.Schedules / 2
	less := explore.Explore(t, limits, manySchedules)
	assert.True(t, less.Exhausted, "%+v", less)
	assert.Equal(t, 1, less.Bound)
	assert.Less(t, less.Schedules, whole.Schedules)
	again := explore.Explore(t, limits, manySchedules)
	assert.Equal(t, less.Schedules, again.Schedules, "the same code has the same bound")
}
