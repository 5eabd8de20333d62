package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/explore"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
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

// Two goroutines with three steps each have few schedules.
func fewSchedules(t *explore.T) {
	turns, mu := "", new(shimsync.Mutex)
	for _, name := range []string{"a", "b"} {
		t.Go(name, func() {
			for range 3 {
				mu.Lock()
				turns += name
				mu.Unlock()
			}
		})
	}
	t.Wait()
	if turns == "ababab" {
		t.Errorf("%s", turns)
	}
}

func TestAHigherBoundIsTriedWhereSchedulesAreFew(t *testing.T) {
	limits := explore.DefaultLimits()
	limits.Races = false
	within := explore.Explore(t, limits, fewSchedules)
	assert.True(t, within.OK(), "turns that change five times need more than two preemptions: %+v", within)
	assert.Equal(t, 2, within.Bound)

	limits.MinSchedules = within.Schedules + 1
	begun := explore.Explore(t, limits, fewSchedules)
	assert.True(t, begun.OK(), "%+v", begun)
	assert.Equal(t, 2, begun.Bound, "of those with three preemptions only one was tried")
	assert.Equal(t, within.Schedules, begun.Schedules, "the number is of those within the bound")
	assert.True(t, begun.Exhausted)

	limits.MinSchedules = 1000
	beyond := explore.Explore(t, limits, fewSchedules)
	assert.False(t, beyond.OK(), "%+v", beyond)
	assert.Equal(t, explore.Check, beyond.Cause)
}

// A limit that only an extra schedule reaches says nothing about those that were asked for.
func TestAnExtraScheduleMayBeTooLong(t *testing.T) {
	scenario := func(t *explore.T) {
		turns, mu := "", new(shimsync.Mutex)
		for _, name := range []string{"a", "b"} {
			t.Go(name, func() {
				for range 3 {
					mu.Lock()
					turns += name
					long := turns == "ababa" // with more than two preemptions
					mu.Unlock()
					for i := 0; long && i < 500; i++ {
						mu.Lock()
						mu.Unlock()
					}
				}
			})
		}
		t.Wait()
	}
	limits := explore.DefaultLimits()
	limits.Races, limits.Steps, limits.MinSchedules = false, 200, 1000
	r := explore.Explore(t, limits, scenario)
	assert.True(t, r.Exhausted, "%+v", r)
	assert.False(t, r.Capped, "%+v", r)
	assert.GreaterOrEqual(t, r.Bound, 2)
	assert.Less(t, r.Bound, 5, "it stopped before the end")
}

func TestALongScheduleMayBeAllowed(t *testing.T) {
	limits := explore.DefaultLimits()
	limits.Steps = 200
	polls := func(allowed bool) *explore.Result {
		return explore.Explore(t, limits, func(t *explore.T) {
			if allowed {
				t.LongAllowed()
			}
			mu := new(shimsync.Mutex)
			t.Alone(func() {
				for range 500 {
					mu.Lock()
					mu.Unlock()
				}
			})
		})
	}
	assert.True(t, polls(false).Capped)
	r := polls(true)
	assert.True(t, r.Exhausted, "%+v", r)
	assert.False(t, r.Capped, "%+v", r)
}

// The choices before LongAllowed are tried in other ways, too.
func TestALongScheduleHidesNoOther(t *testing.T) {
	limits := explore.DefaultLimits()
	limits.Steps = 200
	r := explore.Explore(t, limits, func(t *explore.T) {
		if t.Choose(2) == 1 {
			t.Error("the second way")
		}
		t.LongAllowed()
		mu := new(shimsync.Mutex)
		for range 500 {
			mu.Lock()
			mu.Unlock()
		}
	})
	assert.Equal(t, explore.Check, r.Cause, "%+v", r)
}

// A number of schedules that only extra ones reach says nothing about those that were asked for.
func TestExtraSchedulesMayBeTooMany(t *testing.T) {
	limits := explore.DefaultLimits()
	limits.Races = false
	asked := explore.Explore(t, limits, manySchedules)
	limits.MinSchedules, limits.Schedules = 2*asked.Schedules, asked.Schedules+1
	r := explore.Explore(t, limits, manySchedules)
	assert.True(t, r.Exhausted, "%+v", r)
	assert.False(t, r.Capped, "%+v", r)
	assert.Equal(t, 2, r.Bound)
}
