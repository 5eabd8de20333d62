package explore

import (
	"time"

	"sharedmap-workshop/checker/explore/cputime"
)

// stopwatch measures the processor time of this process, so that a busy machine does not use up the time of a search. A search runs on one
// processor, so its processor time is never longer than the elapsed time.
type stopwatch struct {
	wall time.Time
	used time.Duration
}

func newStopwatch() stopwatch { return stopwatch{time.Now(), cputime.Used()} }

// exceeded reports whether more than limit has passed.
func (w stopwatch) exceeded(limit time.Duration) bool {
	wall := time.Since(w.wall)
	if wall <= limit {
		return false
	}
	used := cputime.Used()
	return used == 0 || used-w.used > limit // Used returns 0 where the system does not count processor time
}
