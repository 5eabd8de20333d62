package explore

import (
	"sync/atomic"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore/link"
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// search tries the schedules of a scenario, those with fewer preemptions first, so that the first one that breaks is simple.
type search struct {
	t        *testing.T
	limits   Limits
	scenario func(t *T)
	order    Order
	points   *rt.SchedulingPoints
	bounded  *strategy.Bounded
	visited  map[uint64]struct{} // the states that were reached since the last restart
	base     strategy.Order      // makes the choices that a schedule does not prescribe
	delays   bool                // delays are counted instead of preemptions
	spends   int                 // preemptions, or delays, of the schedule that is being made
	before   int                 // schedules that were tried before delays were counted

	count    int   // schedules tried
	bySpends []int // those of them since the last restart, by their preemptions or delays
	passed   int   // schedules that ended well
	probes   int   // schedules tried besides, at random or long
	steps    int   // of all schedules tried
	restarts int
	diverged bool // a schedule could not be made again
	long     bool // long schedules were made

	start stopwatch
	beat  *atomic.Uint64 // counts steps, for the watch
	done  atomic.Uint64  // counts schedules, for the watch
	late  atomic.Bool    // set by the watch: the time is over
}

func newSearch(t *testing.T, limits Limits, scenario func(t *T)) *search {
	s := &search{t: t, limits: limits, scenario: scenario, points: rt.NewSchedulingPoints(), start: newStopwatch(), beat: new(atomic.Uint64)}
	link.StopWatch()         // the search has its own limits
	s.order, _ = readOrder() // a wrong order was reported before the search
	s.restart()
	return s
}

// restart forgets what was tried: schedules have more scheduling points now, or cost something else.
func (s *search) restart() {
	s.restarts++
	s.points.Changed = false
	s.visited = map[uint64]struct{}{}
	s.bySpends = make([]int, s.highestBound()+1)
	s.bounded = strategy.NewBounded(s.cost(), s.highestBound())
}

// cost returns what is bounded.
func (s *search) cost() strategy.Cost {
	if s.delays {
		return strategy.Delays
	}
	return strategy.Preemptions
}

// run tries schedules until one breaks, all are tried, or a limit is reached.
func (s *search) run() *Result {
	if s.limits.Replay != nil {
		return s.replay()
	}
	if s.limits.Play != nil {
		return s.play()
	}
	r := s.result()
	for {
		ways, ok := s.next(r)
		if !ok {
			return s.conclude(r)
		}
		begun := s.restarts
		o := s.try(ways)
		if s.points.Changed {
			r.Failed = 0 // those that break are met again
			s.restart()
			continue
		}
		s.steps += o.Steps
		s.diverged = s.diverged || o.Diverged
		broken := s.broken(r, o) || s.probe(r) || s.tryLong(r, o)
		if broken && !s.limits.All {
			return s.pastLeak(s.finish(r))
		}
		if s.restarts == begun && o.End == rt.Long && s.isExtra() {
			s.stopExtra(r)
			return s.conclude(r)
		}
		if s.restarts == begun { // else o was made with fewer scheduling points
			s.bounded.Expand(o.Path, len(ways))
		}
	}
}

// next returns the ways that the next schedule begins with. It reports false where the search is over, and notes in r why.
func (s *search) next(r *Result) ([]int, bool) {
	if s.tooWide() {
		s.countDelays(r)
	}
	if bound, ok := s.enough(); ok {
		r.Bound, r.Exhausted = bound, !r.Capped
		return nil, false
	}
	s.spends = s.bounded.Lowest()
	ways, ok := s.bounded.Next()
	if !ok {
		r.Bound, r.Exhausted = s.highestBound(), !r.Capped
		return nil, false
	}
	if limit := s.limit(); limit != "" && s.isExtra() {
		s.stopExtra(r)
		return nil, false
	} else if limit != "" {
		r.Capped, r.Limit = true, limit
		return nil, false
	}
	return ways, true
}

// limit returns the limit that the search has reached, or "".
func (s *search) limit() string {
	switch {
	case s.raced() && !s.limits.All && (s.count >= racedSchedules || s.steps >= racedSteps):
		return "schedules"
	case s.limits.Schedules > 0 && s.count >= s.limits.Schedules:
		return "schedules"
	case s.limits.Time > 0 && s.start.exceeded(s.limits.Time):
		return "time"
	}
	return ""
}

// How long a search goes on where accesses are unsynchronised, in case there is something worse.
const (
	racedSchedules = 5000
	racedSteps     = 500_000
)

// raced reports whether the search has met unsynchronised accesses. They are a finding where nothing worse is found.
func (s *search) raced() bool {
	return s.limits.Races && !s.points.Foreign && len(s.points.Races) > 0
}

// try makes and counts the schedule that begins with ways.
func (s *search) try(ways []int) *rt.Outcome {
	visited := s.visited
	if s.limits.NoReduction {
		visited = nil
	}
	o := s.schedule(ways, visited, false)
	s.count++
	s.bySpends[s.spends]++
	s.done.Add(1)
	if o.End == rt.Fine {
		s.passed++
	}
	return o
}

// conclude adds what a search shows that has come to its end.
func (s *search) conclude(r *Result) *Result {
	if r.Failed == 0 && s.raced() {
		s.conflicts(r)
	}
	if r.Cause == None {
		s.checkDeterminism(r)
	}
	return s.finish(r)
}

func (s *search) result() *Result {
	return &Result{Version: Version, Scenario: s.t.Name(), Bound: s.limits.Bound, Code: s.order.Code}
}

// finish adds the figures.
func (s *search) finish(r *Result) *Result {
	r.Schedules, r.Passed = s.count, s.passed
	switch {
	case !r.Exhausted:
		r.Schedules += s.probes
	case !r.Delays:
		r.Schedules = s.within(r.Bound)
	}
	if r.Choices == nil {
		r.Points = s.points.Export(strategy.Fair)
	}
	r.Outside = s.points.Foreign
	r.Millis = float64(time.Since(s.start.wall).Microseconds()) / 1000
	return r
}

// within returns the number of schedules with at most so many preemptions or delays.
func (s *search) within(bound int) int {
	sum := 0
	for _, n := range s.bySpends[:min(bound+1, len(s.bySpends))] {
		sum += n
	}
	return sum
}
