package explore

// A search does not always have the bound that its limits name. Where there are very many schedules within that bound, those of a lower bound
// are enough. Where there are few, those of a higher bound are tried as well, because they take hardly any time. Schedules with fewer
// preemptions come first, so the schedules that are still to be tried have more. Both limits are numbers of schedules, not of seconds: the
// same code has the same bound, unless another limit (of time, say) ends the extra schedules before.

// extraBound is by how many preemptions the bound may go up.
const extraBound = 3

// highestBound returns the highest bound within which schedules are tried.
func (s *search) highestBound() int {
	if s.limits.MinSchedules > 0 {
		return s.limits.Bound + extraBound
	}
	return s.limits.Bound
}

// enough returns the bound within which all schedules were tried. It reports whether they are so many that schedules with more preemptions
// are not tried.
func (s *search) enough() (bound int, ok bool) {
	tried, left := s.count-s.before, s.bounded.Lowest()
	if left > s.limits.Bound {
		return left - 1, tried >= s.worth(s.limits.MinSchedules)
	}
	return left - 1, left > 1 && s.limits.Enough > 0 && tried >= s.worth(s.limits.Enough)
}

// isExtra reports whether the schedule that is being made has more preemptions than the limits ask for.
func (s *search) isExtra() bool { return s.spends > s.limits.Bound }

// stopExtra ends a search at an extra schedule that would go beyond a limit. All schedules that were asked for have been tried by then, so the
// limit takes nothing from the result.
func (s *search) stopExtra(r *Result) { r.Bound, r.Exhausted = s.spends-1, !r.Capped }

// worth returns a number of schedules, or fewer where code without scheduling points takes part, which makes each of them slow.
func (s *search) worth(schedules int) int {
	if s.points.Foreign {
		return max(1, schedules/slowIsWorth)
	}
	return schedules
}

// slowIsWorth is how many schedules take as long as one in which code without points takes part.
const slowIsWorth = 5
