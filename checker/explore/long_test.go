package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// count makes so many steps that change something.
func count(n int) {
	var o rt.SyncObject
	for range n {
		rt.Enter().Point(rt.Op{Kind: "count", Object: &o}, nil)
		rt.Enter().Touch(&o, true)
	}
}

// Where every schedule is cut off, two long ones find what comes later.
func TestLongSchedules(t *testing.T) {
	tests := []struct {
		name     string
		scenario func(t *explore.T)
		order    strategy.Order
	}{
		{"a goroutine that counts to its end", func(t *explore.T) {
			t.Go("counter", func() { count(1000); t.Error("counted") })
			t.Wait()
		}, strategy.RunToBlock},
		{"a goroutine that never moves while another one counts", func(t *explore.T) {
			over := false
			t.Go("counter", func() { count(1000); over = true })
			t.Go("other", func() {
				if count(1); !over {
					t.Error("moved")
				}
			})
			t.Wait()
		}, strategy.RoundRobin},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			limits := explore.DefaultLimits()
			limits.Steps, limits.Bound, limits.Schedules = 100, 0, 1
			r := explore.Explore(t, limits, tt.scenario)
			require.Equal(t, explore.Check, r.Cause, "%+v", r)
			assert.Equal(t, tt.order, r.Points.Order)

			limits.Replay, limits.Points = r.Choices, r.Points
			assert.Equal(t, explore.Check, explore.Explore(t, limits, tt.scenario).Cause, "a long schedule can be made again")
		})
	}
	limits := explore.DefaultLimits()
	limits.Steps = 10
	r := explore.Explore(t, limits, func(*explore.T) { count(100_000) })
	assert.True(t, r.OK(), "%+v", r)
	assert.True(t, r.Capped)
	assert.Equal(t, "steps", r.Limit)
}
