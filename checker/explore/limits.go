package explore

import (
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// Limits bound a search.
type Limits struct {
	Bound     int           // preemptions a schedule
	Schedules int           // at most so many
	Enough    int           // after so many a lower bound, of at least one preemption, will do; 0: it will not
	AtLeast     int           // while fewer were tried, the bound goes up, by furtherBound at most; 0: it stays
	Time      time.Duration // for at most so long
	Steps     int           // a longer schedule is a livelock
	All       bool          // go on after the first that breaks, and count
	Timers    bool          // let timers fire early
	Races     bool          // report unsynchronised accesses where nothing else is wrong
	PastLeak   bool          // go on behind a leak, in case there is something worse
	NoReduction     bool          // try even what is known to be the same as something tried: to check the search itself
	Replay    []int         // only this schedule
	Points   rt.SavedPoints  // the points of Replay
	Code      string        // which the code of Replay had
}

// DefaultLimits are those of a search that is told nothing.
func DefaultLimits() Limits {
	return Limits{Bound: 2, Schedules: 200_000, Time: 20 * time.Second, Steps: 20_000, Timers: true, Races: true}
}
