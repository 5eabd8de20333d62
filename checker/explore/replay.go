package explore

// replay makes the one schedule that was asked for.
func (s *search) replay() *Result {
	r := s.result()
	if s.limits.Code != "" && s.limits.Code != r.Code {
		r.Cause = Stale
		return s.finish(r)
	}
	s.points.Import(s.limits.Points)
	s.base, s.delays, r.Delays = s.limits.Points.Order, s.limits.Delays, s.limits.Delays // the ways are counted as the search counted them
	o := s.schedule(s.limits.Replay, nil, true)
	s.count = 1
	if o.Diverged {
		r.Cause = Stale
		return s.finish(r)
	}
	r.Choices, r.Points = s.limits.Replay, s.limits.Points
	switch {
	case wrong(o.End):
		r.Found = 1
		s.describe(r, o)
	case len(o.Conflicts) > 0:
		s.describeConflicts(r, o)
	}
	return s.finish(r)
}
