// Package explore tries the schedules of a test one after the other and shows the one that breaks it.
//
// A scenario is an ordinary test that runs inside Test:
//
//	func TestExploreCount(t *testing.T) {
//		explore.Test(t, func(t *explore.T) {
//			c := NewCounter()
//			t.Go("worker 1", c.Inc)
//			t.Go("worker 2", c.Inc)
//			t.Wait()
//			if n := c.Value(); n != 2 {
//				t.Errorf("2 increments made %d", n)
//			}
//		})
//	}
//
// Under a plain go test it skips itself, because the code has no scheduling points. The checker builds the package with
// scheduling points (checker/internal/instrument). Then all schedules with up to two preemptions are tried: which goroutine
// moves, which ready case a select takes, which goroutine gets a lock, when a timer fires. What only the
// race detector sees, Test does not find.
//
// Below this package, strategy decides which goroutine moves next, rt is the scheduler that asks it, and shim holds the
// stand-ins for sync, sync/atomic, context, time, math/rand and runtime. The search (search.go) makes one schedule after the
// other.
package explore
