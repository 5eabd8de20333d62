package explore

import "sharedmap-workshop/checker/explore/rt"

// Where a schedule does not end within its steps, all of them may be cut before the place that breaks. So two are made that
// may be many times as long. In one each goroutine goes on until it must wait: what loops a hundred thousand times comes to
// its end, and whoever waits for it by then waits in vain. In the other the turn goes round, and whoever is new comes first.

// patiently makes these two schedules, once a search, and says whether one breaks.
func (s *search) patiently(r *Result) bool {
	if s.patient {
		return false
	}
	s.patient = true
	defer func() { s.learned.Turn, s.learned.Hang = rt.Fair, false }()
	for _, turn := range []rt.Turn{rt.Whole, rt.Round} {
		s.learned.Turn = turn
		if s.whole(r) {
			return true
		}
	}
	return false
}

// whole makes a long schedule, again from the beginning where that taught of more points.
func (s *search) whole(r *Result) bool {
	for range maxPatience {
		s.probes++
		s.done.Add(1)
		if o := s.make(rt.Config{Stop: &s.late}); !s.learned.Changed {
			return s.broken(r, o)
		}
		s.restart()
	}
	return false
}

// maxPatience is how often a long schedule is begun again.
const maxPatience = 4
