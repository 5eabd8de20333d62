package explore

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore/link"
	"sharedmap-workshop/checker/explore/rt"
)

// search tries schedules, those with fewer preemptions first, so that what it finds is simple.
type search struct {
	t        *testing.T
	limits   Limits
	scenario func(t *T)
	learned  *rt.Learned
	visited  map[uint64]struct{}
	waiting  [][]branch // by the preemptions spent
	count    int
	passed   int // of those, how many ended well
	start    stopwatch
	beat     *atomic.Uint64
	done     atomic.Uint64
	unstable bool
	steps    int // of all schedules so far
	probes   int
	restarts int
	patient  bool // long schedules were made to their end
	late     atomic.Bool
	order    Order
	delays   bool // delays are counted instead of preemptions
	before   int  // schedules tried before they were
}

// branch is a schedule still to be tried: another one's choices up to a point, and a different one there.
type branch struct {
	path []rt.Node
	at   int
	way  int
}

func (b branch) choices() []int {
	if b.path == nil {
		return nil
	}
	out := make([]int, 0, b.at+1)
	for _, n := range b.path[:b.at] {
		out = append(out, n.Taken)
	}
	return append(out, b.way)
}

func newSearch(t *testing.T, limits Limits, scenario func(t *T)) *search {
	s := &search{t: t, limits: limits, scenario: scenario, learned: rt.NewLearned(), start: newStopwatch(), beat: new(atomic.Uint64)}
	link.StopWatch()     // the search has its own limits
	s.order, _ = asked() // who gave a bad one was told before the search
	s.restart()
	return s
}

// restart forgets what was tried: the schedules have more points now.
func (s *search) restart() {
	s.restarts++
	s.learned.Changed = false
	s.visited = map[uint64]struct{}{}
	s.waiting = make([][]branch, s.most()+1)
	s.waiting[0] = []branch{{}}
}

func (s *search) next() (branch, bool) {
	for i, list := range s.waiting {
		if n := len(list); n > 0 {
			b := list[n-1]
			s.waiting[i] = list[:n-1]
			return b, true
		}
	}
	return branch{}, false
}

// run tries schedules until one breaks, all are tried, or a limit is reached.
func (s *search) run() *Result {
	if s.limits.Replay != nil {
		return s.again()
	}
	r := s.result()
	for {
		if s.tooWide() {
			s.countDelays(r)
		}
		if bound, ok := s.enough(); ok {
			r.Bound, r.Exhausted = bound, !r.Capped
			break
		}
		b, more := s.next()
		if !more {
			r.Bound, r.Exhausted = s.most(), !r.Capped
			break
		}
		if s.raced() && !s.limits.All && (s.count >= racedSchedules || s.steps >= racedSteps) {
			r.Capped, r.Limit = true, "schedules"
			break
		}
		if limit := s.limit(); limit != "" {
			r.Capped, r.Limit = true, limit
			break
		}
		begun := s.restarts
		prefix := b.choices()
		visited := s.visited
		if s.limits.Plain {
			visited = nil
		}
		o := s.schedule(prefix, visited, false)
		s.count++
		s.done.Add(1)
		if o.End == rt.Fine {
			s.passed++
		}
		if s.learned.Changed {
			s.restart()
			continue
		}
		if s.broken(r, o) && !s.limits.All {
			return s.further(s.seal(r))
		}
		if s.steps += o.Steps; s.steps > probeAfter && !s.limits.All && s.probe(r) {
			return s.further(s.seal(r))
		}
		s.unstable = s.unstable || o.Diverged
		if o.End == rt.Long {
			if s.patiently(r) && !s.limits.All {
				return s.further(s.seal(r))
			}
			r.Capped, r.Limit = true, "steps"
		}
		if s.restarts == begun { // else o was made with fewer points
			s.branch(o, len(prefix))
		}
	}
	return s.conclude(r)
}

// left is the lowest bound within which there are schedules still to be tried.
func (s *search) left() int {
	return slices.IndexFunc(s.waiting, func(b []branch) bool { return len(b) > 0 })
}

// branch puts the other ways of a schedule's new choices on the list, as far as the bound allows.
func (s *search) branch(o *rt.Outcome, from int) {
	for i := from; i < len(o.Path); i++ {
		n := o.Path[i]
		for way := n.N - 1; way > 0; way-- {
			if spent := n.Spent + int(n.Costs[way]); spent < len(s.waiting) {
				s.waiting[spent] = append(s.waiting[spent], branch{o.Path, i, way})
			}
		}
	}
}

func (s *search) limit() string {
	switch {
	case s.limits.Schedules > 0 && s.count >= s.limits.Schedules:
		return "schedules"
	case s.limits.Time > 0 && s.start.over(s.limits.Time):
		return "time"
	}
	return ""
}

// schedule runs the scenario once.
func (s *search) schedule(prefix []int, visited map[uint64]struct{}, record bool) *rt.Outcome {
	s.beat.Add(1)
	return s.make(rt.Config{Prefix: prefix, Visited: visited, Record: record})
}

// make runs the scenario as cfg says, within the search's limits.
func (s *search) make(cfg rt.Config) *rt.Outcome {
	cfg.Learned, cfg.EarlyTimers, cfg.Plain, cfg.Delays = s.learned, s.limits.Timers, s.limits.Plain, s.delays
	cfg.MaxSteps, cfg.MaxG, cfg.Beat = s.limits.Steps, maxGoroutines, s.beat
	return rt.Run(s.t, cfg, func(t *testing.T, sched *rt.Sched) {
		st := &T{T: t, s: sched, name: s.t.Name()}
		rt.Enter().Reset()
		defer st.verdict()
		defer st.finish()
		s.scenario(st.begin())
	})
}

// maxGoroutines bounds the goroutines that are there at once in one schedule.
const maxGoroutines = 5000

func wrong(e rt.End) bool {
	return e != rt.Unrestored && e != rt.Fine && e != rt.Pruned && e != rt.Skipped && e != rt.Long
}

// broken notes a schedule that ended wrongly, the first one in full.
func (s *search) broken(r *Result, o *rt.Outcome) bool {
	if o.End == rt.Skipped {
		r.Cause, r.Message = Skipped, o.Message
		return true
	}
	if o.End == rt.Unrestored {
		r.Cause, r.Message = Unrestored, o.Message
		return true
	}
	if !wrong(o.End) {
		return false
	}
	if r.Failed++; r.Failed > 1 {
		return true
	}
	r.Found = s.count + s.probes
	s.show(r, o)
	return true
}

// conclude says what a search without a broken schedule has shown.
func (s *search) conclude(r *Result) *Result {
	if r.Failed == 0 && s.raced() {
		s.conflicts(r)
	}
	if r.Cause == None {
		s.steady(r)
	}
	return s.seal(r)
}

// raced says that unsynchronised accesses were met that are a finding where nothing worse is found.
func (s *search) raced() bool {
	return s.limits.Races && !s.learned.Slow && len(s.learned.Races) > 0
}

// How long a search goes on where accesses are unsynchronised, in case there is something worse.
const (
	racedSchedules = 5000
	racedSteps     = 500_000
)

// steady makes the first schedule again: where it ends differently, the result depends on more than the schedule.
func (s *search) steady(r *Result) {
	first := s.schedule(nil, nil, false)
	if other := s.unlike(first, nil); other != nil {
		s.differ(r, first, other, []int{})
	} else if s.unstable {
		r.Cause, r.Choices = Unstable, []int{}
	}
	r.Exhausted = r.Exhausted && r.Cause == None
}

func (s *search) result() *Result {
	return &Result{Version: Version, Scenario: s.t.Name(), Bound: s.limits.Bound, Code: s.order.Code}
}

func (s *search) seal(r *Result) *Result {
	r.Schedules, r.Passed = s.count, s.passed
	if !r.Exhausted {
		r.Schedules += s.probes
	}
	r.Outside = s.learned.Slow
	r.Millis = float64(time.Since(s.start.wall).Microseconds()) / 1000
	return r
}
