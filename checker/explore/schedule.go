package explore

import (
	"testing"

	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// schedule runs the scenario once. The schedule begins with ways and goes on in the search's base order.
func (s *search) schedule(ways []int, visited map[uint64]struct{}, record bool) *rt.Outcome {
	s.beat.Add(1)
	return s.execute(rt.Config{Strategy: strategy.NewReplay(ways, s.base), Known: len(ways), Visited: visited, Record: record})
}

// execute runs the scenario as cfg says, within the search's limits.
func (s *search) execute(cfg rt.Config) *rt.Outcome {
	cfg.Points, cfg.EarlyTimers = s.points, s.limits.Timers
	cfg.NoSleepSets = s.limits.NoReduction || s.delays
	cfg.Long = s.base != strategy.Fair
	cfg.MaxSteps, cfg.MaxG, cfg.Heartbeat = s.limits.Steps, maxGoroutines, s.beat
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

// wrong reports whether an end is a mistake of the program.
func wrong(e rt.End) bool {
	return e != rt.Unrestored && e != rt.Stopped && e != rt.Fine && e != rt.Pruned && e != rt.Skipped && e != rt.Long
}

// broken reports whether a schedule ended wrongly, and notes it in r. The first such schedule is noted in full.
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
