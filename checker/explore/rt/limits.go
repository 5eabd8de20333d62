package rt

// heartbeat shows the watchdog that something goes on.
func (s *Sched) heartbeat() {
	if s.cfg.Heartbeat != nil {
		s.cfg.Heartbeat.Add(1)
	}
}

// checkGoroutineLimit ends a schedule that has too many goroutines. They may still come to an end, so only a long schedule counts as a
// livelock.
func (s *Sched) checkGoroutineLimit() {
	most := s.cfg.MaxG * s.times(longGoroutines)
	switch {
	case most == 0 || s.alive <= most && (len(s.goroutines) <= startedFactor*s.cfg.MaxG || startedFactor*s.alive > len(s.goroutines)):
	case !s.cfg.Long || s.alive <= most:
		s.end(Long, "goroutines")
	default:
		s.end(Livelock, "goroutines")
	}
}

// startedFactor allows a schedule to start so many times as many goroutines, one after the other, as it may have at once, and any number
// as long as it is less than so many times the goroutines that have not ended.
const startedFactor = 4

// countStep counts an operation, and ends a schedule that has too many.
func (s *Sched) countStep() {
	s.steps++
	s.heartbeat()
	switch most := s.maxSteps(); {
	case s.cfg.Stop != nil && s.cfg.Stop.Load():
		s.end(Long, "time")
	case most > 0 && s.steps > most:
		s.tooLong()
	}
}

// maxSteps returns how many steps the schedule may have. Steps after the end of the scenario are counted apart.
func (s *Sched) maxSteps() int {
	most := s.cfg.MaxSteps
	if s.mainOver {
		most = max(maxStepsAfter, stepsAfterEach*len(s.goroutines))
	}
	most *= s.times(longSteps)
	if s.mainOver {
		most += s.stepsAtEnd
	}
	return most
}

// A long schedule may have so many times as many steps and goroutines.
const (
	longSteps      = 50
	longGoroutines = 3
)

// times returns factor for a long schedule, else 1.
func (s *Sched) times(factor int) int {
	if s.cfg.Long {
		return factor
	}
	return 1
}

// tooLong ends a schedule that goes on and on.
func (s *Sched) tooLong() {
	switch {
	case s.mainOver && (s.leaksAllowed || !s.anyLeft()):
		s.end(Fine, "")
	case s.mainOver:
		s.end(Leak, "steps")
	case s.steps-s.changedAt > s.cfg.MaxSteps/2:
		s.end(Livelock, "")
	default:
		s.end(Long, "steps")
		s.allowLong()
	}
}

// allowLong makes a schedule that was cut off for its length one that ended well, if LongAllowed was called. Of its choices only those before
// that call are kept: a goroutine that polls does it the same way again.
func (s *Sched) allowLong() {
	if s.longAllowed && s.outcome.End == Long {
		s.outcome.End, s.outcome.Message, s.path = Fine, "", s.path[:s.longFrom]
	}
}

// How much goroutines may do when the scenario is over: in all, and where they are many, each of them.
const (
	maxStepsAfter  = 5000
	stepsAfterEach = 500
)
