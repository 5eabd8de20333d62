package explore

import (
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// Limits bound a search.
type Limits struct {
	Bound        int            // the most preemptions of a schedule
	Schedules    int            // the most schedules
	Enough       int            // after so many schedules a lower bound will do, of one preemption at least; 0: it will not
	MinSchedules int            // while fewer schedules were tried, the bound goes up, by extraBound at most; 0: it stays
	Time         time.Duration  // the most processor time
	Steps        int            // a schedule with more steps is cut off
	All          bool           // go on after the first schedule that breaks, and count them
	Timers       bool           // let timers fire although a goroutine can move
	Races        bool           // report unsynchronised accesses where nothing worse is found
	PastLeak     bool           // go on past a leak, in case there is something worse
	NoReduction  bool           // try even schedules that end like one that was tried: to check the search itself
	Replay       []int          // make only this schedule
	Points       rt.SavedPoints // the scheduling points of Replay
	Code         string         // the digest of the code of Replay
	Delays       bool           // Replay is of a search that counted delays
	Play         *Moves         // make only the schedule that these lead to
}

// DefaultLimits returns the limits of a search without an order.
func DefaultLimits() Limits {
	return Limits{Bound: 2, Schedules: 200_000, Time: 20 * time.Second, Steps: 20_000, Timers: true, Races: true}
}
