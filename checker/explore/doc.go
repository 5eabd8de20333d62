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
// Under a plain go test it skips itself: the code has no points at which to switch. The checker builds
// the package with such points (checker/internal/instrument) and then every schedule up to two
// preemptions is tried: which goroutine moves, which ready case of a select is taken, who gets a lock,
// when a timer fires. What it does not find is what only the race detector sees.
package explore
