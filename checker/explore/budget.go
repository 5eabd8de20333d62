package explore

import (
	"time"

	"sharedmap-workshop/checker/explore/cputime"
)

// stopwatch measures how long something has taken, in the process's own processor time: a busy machine does not use up a
// search's time. A search runs on one processor, so this is never more than the time on the wall.
type stopwatch struct {
	wall time.Time
	used time.Duration
}

func newStopwatch() stopwatch { return stopwatch{time.Now(), cputime.Used()} }

// over reports whether more than limit has passed.
func (w stopwatch) exceeded(limit time.Duration) bool {
	wall := time.Since(w.wall)
	if wall <= limit {
		return false
	}
	used := cputime.Used()
	return used == 0 || used-w.used > limit // where the system does not tell, the wall must do
}
