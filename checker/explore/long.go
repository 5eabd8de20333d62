package explore

import (
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// Where a schedule does not end within its steps, all schedules may be cut off before the place that breaks. So the search makes two
// schedules that may be many times as long. With strategy.RunToBlock, a goroutine that loops a hundred thousand times comes to its
// end, and a goroutine that still waits for it then waits in vain. With strategy.RoundRobin, every goroutine moves soon.

// tryLong makes long schedules where o was cut off, and reports whether one of them breaks.
func (s *search) tryLong(r *Result, o *rt.Outcome) bool {
	if o.End != rt.Long {
		return false
	}
	if s.longSchedules(r) && !s.limits.All {
		return true
	}
	if !s.isExtra() {
		r.Capped, r.Limit = true, "steps"
	}
	return false
}

// longSchedules makes the two long schedules, once a search, and reports whether one of them breaks.
func (s *search) longSchedules(r *Result) bool {
	if s.long {
		return false
	}
	s.long = true
	defer func() { s.base, s.points.Hang = strategy.Fair, false }()
	for _, base := range []strategy.Order{strategy.RunToBlock, strategy.RoundRobin} {
		s.base = base
		if s.longSchedule(r) {
			return true
		}
	}
	return false
}

// longSchedule makes one long schedule, and makes it again where it has shown that more scheduling points are needed.
func (s *search) longSchedule(r *Result) bool {
	for range maxLongTries {
		s.probes++
		s.done.Add(1)
		if o := s.execute(rt.Config{Strategy: s.base, Stop: &s.late}); !s.points.Changed {
			return s.broken(r, o)
		}
		s.restart()
	}
	return false
}

// maxLongTries is how often one long schedule is begun.
const maxLongTries = 4
