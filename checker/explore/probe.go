package explore

import (
	"sharedmap-workshop/checker/explore/rt"
	"sharedmap-workshop/checker/explore/strategy"
)

// A bounded search begins with the choices at the end of the first schedule and works its way up. Where there are a hundred
// goroutines, it never comes to the choices at the beginning within its time. So a search that has become long makes every other
// schedule at random. Random schedules add nothing to what is known to have been tried: a search that ends has tried everything
// without them.

// probeAfter is how many steps a search makes before it is long.
const probeAfter = 100_000

// probe makes one schedule at random where the search is long, and reports whether it breaks.
func (s *search) probe(r *Result) bool {
	if s.steps <= probeAfter || s.limits.All {
		return false
	}
	s.probes++
	s.done.Add(1)
	o := s.execute(rt.Config{Strategy: strategy.NewRandom(s.probes, s.cost(), s.limits.Bound)})
	if s.points.Changed {
		s.restart()
		return false
	}
	return s.broken(r, o)
}
