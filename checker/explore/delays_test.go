package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
)

// manyWaits lets eight goroutines pass a token round again and again: whenever it is free, any of them may take it next, which is no preemption. So
// there are millions of schedules without one. order is told who took it.
func manyWaits(order func(t *explore.T, took []int)) func(t *explore.T) {
	return func(t *explore.T) {
		token := make(chan int, 1)
		var took []int
		for id := range 8 {
			t.Go("worker", func() {
				for range 3 {
					rt.To(token).Send(id)
					took = append(took, id)
					rt.Recv(token)
				}
			})
		}
		t.Wait()
		order(t, took)
	}
}

func TestDelaysAreCountedWherePreemptionsAreTooMany(t *testing.T) {
	limits := explore.DefaultLimits()
	limits.Enough = 2000
	right := manyWaits(func(*explore.T, []int) {})
	r := explore.Explore(t, limits, right)
	require.True(t, r.Exhausted, "%+v", r)
	assert.True(t, r.Delays)
	assert.GreaterOrEqual(t, r.Bound, 1)
	assert.Greater(t, r.Schedules, limits.Enough, "those tried before are counted, too")
	assert.Equal(t, r.Schedules, explore.Explore(t, limits, right).Schedules, "the same code has the same schedules")

	limits.Enough = 0
	limits.Schedules = 20_000
	without := explore.Explore(t, limits, right)
	assert.False(t, without.Delays)
	assert.True(t, without.Capped, "without delays there is no end")
}

// What one delay shows is found, although it lies behind all the schedules that are tried before.
func TestADelayFindsWhatComesInAnotherOrder(t *testing.T) {
	limits := explore.DefaultLimits()
	limits.All, limits.Enough, limits.Schedules = true, 2000, 20_000 // with All no schedule is random
	wrong := manyWaits(func(t *explore.T, took []int) {
		if took[0] == 1 {
			t.Error("the second worker was first")
		}
	})
	r := explore.Explore(t, limits, wrong)
	require.Equal(t, explore.Check, r.Cause, "%+v", r)
	assert.True(t, r.Delays)
	assert.Positive(t, r.Failed)

	limits.Replay, limits.Points, limits.Delays = r.Choices, r.Points, r.Delays
	again := explore.Explore(t, limits, wrong)
	assert.Equal(t, explore.Check, again.Cause, "its schedule can be made again")
	assert.True(t, again.Delays, "with the same ways at each point")

	limits = explore.DefaultLimits()
	limits.All, limits.Schedules = true, 20_000
	assert.Zero(t, explore.Explore(t, limits, wrong).Failed, "without delays so many schedules do not show it")
}
