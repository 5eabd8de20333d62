package explore

// Where many goroutines wait for each other, there are too many schedules without any preemption already: whenever a goroutine has
// to wait, each of the others may be next, and that costs nothing. The search then counts delays instead (strategy.Delays).

// tooWide reports whether there are too many schedules within the bound of preemptions: after so many there are still some to be
// tried without a preemption, or, after more, some with one. Like enough, tooWide counts schedules and not seconds.
func (s *search) tooWide() bool {
	if s.limits.Enough == 0 || s.delays {
		return false
	}
	enough := s.worth(s.limits.Enough)
	return s.count >= enough && s.bounded.Lowest() == 0 || s.count >= wideWithOne*enough && s.bounded.Lowest() == 1
}

// wideWithOne is how many times as many schedules are tried where all those without a preemption were tried.
const wideWithOne = 3

// countDelays begins the search again, bounded by delays.
func (s *search) countDelays(r *Result) {
	s.delays, s.before, r.Delays = true, s.count, true
	s.restart()
}
