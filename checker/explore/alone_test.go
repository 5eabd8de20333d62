package explore_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/explore"
	shimsync "sharedmap-workshop/checker/explore/shim/sync"
)

// beside lets two goroutines add to a number beside each other, and returns what the search came to.
func beside(t *testing.T, within func(t *explore.T, f func())) *explore.Result {
	return explore.Explore(t, explore.DefaultLimits(), func(t *explore.T) {
		var mu shimsync.Mutex
		n := 0
		within(t, func() {
			for range 2 {
				t.Go("add", func() {
					mu.Lock()
					n++
					mu.Unlock()
				})
			}
			t.Wait()
		})
		if n != 2 {
			t.Errorf("2 additions made %d", n)
		}
	})
}

func TestAloneIsTriedInOneOrder(t *testing.T) {
	alone := beside(t, func(t *explore.T, f func()) { t.Alone(f) })
	require.True(t, alone.OK(), alone.Message)
	require.Equal(t, 1, alone.Schedules)
	all := beside(t, func(_ *explore.T, f func()) { f() })
	require.True(t, all.OK(), all.Message)
	require.Greater(t, all.Schedules, 1, "without Alone there is more than one order")
}
