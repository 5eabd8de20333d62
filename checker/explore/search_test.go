package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
)

// A leak does not hide a worse mistake.
func TestPastLeak(t *testing.T) {
	scenario := func(t *explore.T) {
		t.Go("left", rt.Forever)
		c := &plain{}
		t.Go("worker 1", c.inc)
		t.Go("worker 2", c.inc)
		rt.Enter().Settle()
		if c.n != 2 {
			t.Errorf("2 increments made %d", c.n)
		}
	}
	limits := explore.DefaultLimits()
	r := explore.Explore(t, limits, scenario)
	assert.Equal(t, explore.Leak, r.Cause)
	assert.Nil(t, r.Also)
	limits.PastLeak = true
	r = explore.Explore(t, limits, scenario)
	assert.Equal(t, explore.Leak, r.Cause)
	require.NotNil(t, r.Also)
	assert.Equal(t, explore.Check, r.Also.Cause)
	assert.Equal(t, "2 increments made 1", r.Also.Message)
}

// Accesses that nothing orders are a finding where nothing worse is found, and a schedule shows them.
func TestRace(t *testing.T) {
	scenario := func(t *explore.T) {
		n := 0
		t.Go("writer", func() { rt.Write(&n, 1).Set(1) })
		t.Go("reader", func() { rt.Read(&n, 2) })
		t.Wait()
	}
	limits := explore.DefaultLimits()
	r := explore.Explore(t, limits, scenario)
	require.Equal(t, explore.Race, r.Cause)
	require.NotEmpty(t, r.Races)
	assert.ElementsMatch(t, []string{"read", "write"}, []string{r.Races[0].Write.Op, r.Races[0].Other.Op})
	limits.Replay, limits.Points = r.Choices, r.Points
	assert.Equal(t, explore.Race, explore.Explore(t, limits, scenario).Cause, "its schedule can be made again")
	limits = explore.DefaultLimits()
	limits.Races = false
	assert.True(t, explore.Explore(t, limits, scenario).OK())
}

// A saved schedule that has choices which the code does not have any more is stale.
func TestStale(t *testing.T) {
	limits := explore.DefaultLimits()
	limits.Replay = []int{7}
	assert.Equal(t, explore.Stale, explore.Explore(t, limits, fewSchedules).Cause)
	limits.Replay, limits.Code = []int{0}, "other"
	assert.Equal(t, explore.Stale, explore.Explore(t, limits, fewSchedules).Cause)
	limits.Code = ""
	r := explore.Explore(t, limits, fewSchedules)
	assert.True(t, r.OK())
	assert.Equal(t, 1, r.Schedules)
}

// A long search makes random schedules, too: the bounded search would come to this one after some seven thousand.
func TestALongSearchTriesRandomSchedules(t *testing.T) {
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		var o rt.SyncObject
		turns := ""
		for _, name := range []string{"a", "b"} {
			t.Go(name, func() {
				for range 60 {
					rt.Enter().Point(rt.Op{Kind: "step", Object: &o}, nil)
					rt.Enter().Touch(&o, true)
					turns += name
				}
			})
		}
		t.Wait()
		if turns[:5] == "bbaab" {
			t.Error(turns)
		}
	})
	assert.Equal(t, explore.Check, r.Cause)
	assert.Less(t, r.Found, 5000)
	assert.Equal(t, r.Found, r.Schedules, "the search ends there")
}

// Choose tries every number once, however many there are.
func TestChoose(t *testing.T) {
	got := map[int]int{}
	r := explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		t.Case("of many")
		got[t.Choose(101)]++
	})
	require.True(t, r.Exhausted)
	assert.Len(t, got, 101)
	r = explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		t.Case("the case")
		if t.Later() {
			t.Error("later")
		}
	})
	assert.Equal(t, "the case: later", r.Message)
	assert.Equal(t, 2, r.Schedules)
}
