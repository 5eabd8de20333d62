package explore

import "sharedmap-workshop/checker/explore/rt"

// A search in order begins at the end of the first schedule and works its way up. Where there are a hundred goroutines it
// never gets to the beginning within its time. So a search that has become long makes every other schedule at random.
// These add nothing to what is known to have been tried: a search that ends has tried everything without them.

// probeAfter is how many steps a search makes before it is long.
const probeAfter = 100_000

// probe makes one schedule at random and says whether it breaks.
func (s *search) probe(r *Result) bool {
	s.probes++
	s.done.Add(1)
	o := s.make(rt.Config{Chance: rt.NewChance(s.probes, s.limits.Bound)})
	if s.learned.Changed {
		s.restart()
		return false
	}
	return s.broken(r, o)
}
