package explore

// Where many goroutines wait for each other, the schedules without any preemption are too many already: whenever one has to wait, each of the others
// may be next, and that costs nothing. Then delays are counted instead. The scheduler always takes the first goroutine that can move, in the order
// in which they were started, and a delay passes over one. How many schedules there are within so many delays does not depend on how many
// goroutines wait.
//
// Source: M. Emmi, S. Qadeer, Z. Rakamarić, "Delay-Bounded Scheduling", POPL 2011.

// tooWide reports whether so many schedules were tried that all those within a bound of preemptions would be too many: there are some without any
// still to be tried, or, later, some with one. Like enough, it counts schedules and not seconds.
func (s *search) tooWide() bool {
	if s.limits.Enough == 0 || s.delays {
		return false
	}
	enough := s.many()
	return s.count >= enough && s.left() == 0 || s.count >= wideWithOne*enough && s.left() == 1
}

// wideWithOne is how many times as many schedules are tried, where all those without a preemption were.
const wideWithOne = 3

// countDelays begins anew, by delays.
func (s *search) countDelays(r *Result) {
	s.delays, s.before, r.Delays = true, s.count, true
	s.restart()
}
