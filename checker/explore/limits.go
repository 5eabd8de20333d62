package explore

import (
	"os"
	"strconv"
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// Limits bound a search.
type Limits struct {
	Bound     int           // preemptions a schedule
	Schedules int           // at most so many
	Time      time.Duration // for at most so long
	Steps     int           // a longer schedule is a livelock
	All       bool          // go on after the first that breaks, and count
	Timers    bool          // let timers fire early
	Races     bool          // report unsynchronised accesses where nothing else is wrong
	Further   bool          // go on behind a leak, in case there is something worse
	Plain     bool          // try even what is known to be the same as something tried: to check the search itself
	Replay    []int         // only this schedule
	Learned   rt.Knowledge  // the points of Replay
	Code      string        // which the code of Replay had
}

// DefaultLimits are those of a search that is told nothing.
func DefaultLimits() Limits {
	return Limits{Bound: 2, Schedules: 200_000, Time: 20 * time.Second, Steps: 20_000, Timers: true, Races: true}
}

// The environment variables that the checker sets for an exploring run.
const (
	EnvResult    = "EXPLORE_RESULT"    // the file that the result goes to
	EnvBound     = "EXPLORE_BOUND"     // preemptions a schedule
	EnvSchedules = "EXPLORE_SCHEDULES" // at most so many
	EnvTime      = "EXPLORE_TIME"      // for at most so long, as time.ParseDuration reads it
	EnvSteps     = "EXPLORE_STEPS"     // in one schedule
	EnvAll       = "EXPLORE_ALL"       // 1: count all that break
	EnvTimers    = "EXPLORE_TIMERS"    // 0: timers fire only when nothing else can move
	EnvRaces     = "EXPLORE_RACES"     // 0: unsynchronised accesses alone are no finding
	EnvFurther   = "EXPLORE_FURTHER"   // 1: go on behind a leak
	EnvReplay    = "EXPLORE_REPLAY"    // a saved result whose schedule is made again
	EnvCode      = "EXPLORE_CODE"      // the digest of the code
	EnvSources   = "EXPLORE_SOURCES"   // a JSON object: path → the file whose lines it really has
	EnvProgress  = "EXPLORE_PROGRESS"  // a file that says how far the search is
)

// limitsFromEnv reads the limits that the checker has set.
func limitsFromEnv() (Limits, error) {
	l := DefaultLimits()
	number(EnvBound, &l.Bound)
	number(EnvSchedules, &l.Schedules)
	number(EnvSteps, &l.Steps)
	if d, err := time.ParseDuration(os.Getenv(EnvTime)); err == nil {
		l.Time = d
	}
	l.All = os.Getenv(EnvAll) == "1"
	l.Further = os.Getenv(EnvFurther) == "1"
	l.Timers = os.Getenv(EnvTimers) != "0"
	l.Races = os.Getenv(EnvRaces) != "0"
	if file := os.Getenv(EnvReplay); file != "" {
		r, err := Load(file)
		if err != nil {
			return l, err
		}
		l.Replay, l.Learned, l.Code, l.Bound = append([]int{}, r.Choices...), r.Learned, r.Code, r.Bound
	}
	return l, nil
}

func number(name string, to *int) {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		*to = n
	}
}
