package rt

import "runtime"

// Goroutines that come from code without points: started there, or back from it.

func (s *Sched) know(g *G) {
	s.mu.Lock()
	s.known[g.gp] = g
	s.mu.Unlock()
}

func (s *Sched) forget(g *G) {
	s.mu.Lock()
	delete(s.known, g.gp)
	s.mu.Unlock()
}

// stranger is called by a goroutine without the turn that reaches an operation: one that comes back from
// code that is not instrumented, or was started there. It waits until it is chosen.
func (s *Sched) stranger() *G {
	if s.aborting {
		runtime.Goexit()
	}
	s.strange.Store(true)
	gp := number()
	s.mu.Lock()
	g := s.known[gp]
	if g == nil {
		g = &G{s: s, id: -1, name: "library", gp: gp, wake: make(chan struct{}, 1)}
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

// adopt takes in the goroutines that came from outside.
func (s *Sched) adopt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.arrivals {
		if g.id < 0 {
			g.id = len(s.gs)
			g.vc = make(clock, g.id+1)
			g.vc[g.id] = 1
			g.hash = uint64(g.id)
			s.gs = append(s.gs, g)
			s.learnSlow()
		}
		g.state, g.ready = parked, nil
	}
	s.arrivals = s.arrivals[:0]
	select {
	case <-s.news:
	default:
	}
}

// learnSlow gives this schedule up: from the next one on the root goroutine chooses at every step, after all
// others have settled.
func (s *Sched) learnSlow() {
	if !s.slow {
		s.cfg.Learned.slow()
		s.end(Pruned, "")
	}
}

// strangers says whether somebody waits in code that is not instrumented.
func (s *Sched) strangers() bool {
	for _, g := range s.gs {
		if g.state == outside {
			return true
		}
	}
	return false
}
