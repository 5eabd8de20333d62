package rt

import "runtime"

// Goroutines that come from code that is not instrumented: they were started there, or they come back from it. Such a goroutine reaches an
// operation without having the turn. It waits, and the root goroutine takes it in.

// know notes the number of g.
func (s *Sched) know(g *G) {
	s.mu.Lock()
	s.known[g.goid] = g
	s.mu.Unlock()
}

func (s *Sched) forget(g *G) {
	s.mu.Lock()
	delete(s.known, g.goid)
	s.mu.Unlock()
}

// arrive is called by a goroutine that reaches an operation without having the turn. It waits until the goroutine gets the turn, and returns
// the goroutine.
func (s *Sched) arrive() *G {
	if s.aborting {
		runtime.Goexit()
	}
	s.foreignArrived.Store(true)
	gp := goroutineID()
	s.mu.Lock()
	g := s.known[gp]
	if g == nil {
		g = &G{s: s, id: -1, name: "library", goid: gp, wake: make(chan struct{}, 1)}
		s.known[gp] = g
	}
	s.arrivals = append(s.arrivals, g)
	s.mu.Unlock()
	select {
	case s.news <- struct{}{}:
	default:
	}
	<-g.wake
	return g
}

// adopt makes the goroutines that have arrived candidates for the turn.
func (s *Sched) adopt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.arrivals {
		if g.id < 0 {
			g.id = len(s.goroutines)
			g.clock = make(clock, g.id+1)
			g.clock[g.id] = 1
			g.hash = uint64(g.id)
			s.goroutines = append(s.goroutines, g)
			s.learnForeign()
		}
		g.state, g.ready = parked, nil
	}
	s.arrivals = s.arrivals[:0]
	select {
	case <-s.news:
	default:
	}
}

// learnForeign gives this schedule up, because code that is not instrumented takes part. In the following schedules the root goroutine
// chooses at every step, once all others wait.
func (s *Sched) learnForeign() {
	if !s.foreign {
		s.cfg.Points.addForeign()
		s.end(Pruned, "")
	}
}

// anyForeign reports whether a goroutine waits in code that is not instrumented.
func (s *Sched) anyForeign() bool {
	for _, g := range s.goroutines {
		if g.state == inForeignCode {
			return true
		}
	}
	return false
}
