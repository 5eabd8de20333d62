package explore

import "time"

// How long a search goes on past a leak.
const (
	pastLeakSchedules = 2000
	pastLeakTime      = time.Second
)

// pastLeak goes on searching where r is a leaked goroutine, and adds a worse mistake to r if it finds one. Many tests never stop what
// they have started. Their first schedule ends with a leak already, and a worse mistake would stay unseen behind it.
func (s *search) pastLeak(r *Result) *Result {
	if !s.limits.PastLeak || r.Cause != Leak {
		return r
	}
	limits := s.limits
	limits.PastLeak = false
	limits.Schedules, limits.Time = pastLeakSchedules, min(pastLeakTime, s.limits.Time)
	other := newSearch(s.t, limits, func(t *T) {
		t.LeaksAllowed()
		s.scenario(t)
	})
	other.beat = s.beat
	switch found := other.run(); found.Cause {
	case Check, Panic, Deadlock, Race:
		r.Also = found
	}
	return r
}
