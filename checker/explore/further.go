package explore

import "time"

// How long a search goes on behind a leak.
const (
	furtherSchedules = 2000
	furtherTime      = time.Second
)

// further goes on where a goroutine is left: many tests never stop what they started, so that the first schedule ends
// with a leak already, and a worse mistake would stay unseen behind it.
func (s *search) further(r *Result) *Result {
	if !s.limits.Further || r.Cause != Leak {
		return r
	}
	limits := s.limits
	limits.Further = false
	limits.Schedules, limits.Time = furtherSchedules, min(furtherTime, s.limits.Time)
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
