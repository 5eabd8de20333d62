package explore

// The bound that is asked for is not always the one of a search. Where there are very many schedules within it, those of a lower bound are enough; and
// where there are few, those of a higher one are tried as well, for they cost next to nothing. Schedules with fewer preemptions come first, so what is
// left has more. Both limits are numbers of schedules and not of seconds: the same code always has the same bound.

// furtherBound is by how many preemptions the bound may go up.
const extraBound = 3

// most is the highest bound within which schedules are tried.
func (s *search) most() int {
	if s.limits.AtLeast > 0 {
		return s.limits.Bound + extraBound
	}
	return s.limits.Bound
}

// enough returns the bound within which all schedules have been tried, once there are so many of them that those with more preemptions are not.
func (s *search) enough() (bound int, ok bool) {
	tried, left := s.count-s.before, s.bounded.Lowest()
	if left > s.limits.Bound {
		return left - 1, tried >= s.limits.AtLeast
	}
	return left - 1, left > 1 && s.limits.Enough > 0 && tried >= s.limits.Enough
}
