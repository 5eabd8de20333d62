package rt

import "sharedmap-workshop/checker/explore/strategy"

// choose returns the goroutine that moves next, or nil where the schedule has ended or the root goroutine must act first.
func (s *Sched) choose() *G {
	if s.foreignArrived.Load() {
		s.learnForeign()
	}
	if s.outcome != nil {
		return nil
	}
	if s.mainOver && s.packagesOnly() {
		s.end(Fine, "")
		return nil
	}
	if g := s.starting(); g != nil {
		return g
	}
	opts := s.options()
	if len(opts) == 0 {
		s.nothingMoves()
		return nil
	}
	if len(opts) > 1 && s.visited() {
		return nil
	}
	way := s.decide(opts)
	if way == strategy.Stop {
		return nil
	}
	return s.take(opts[way], way > 0)
}

// take returns g, which moves next, or nil where a timer fires next or the schedule has ended. other means that g was not the first of the
// candidates.
func (s *Sched) take(g *G, other bool) *G {
	switch {
	case g == nil:
		s.preempted = s.preempted || other
		s.timerEarly = s.timerEarly || other
		s.advance = true
		return nil
	case g.inSleepSet: // see options
		s.end(Pruned, "")
		return nil
	}
	if other && s.continuing >= 0 {
		s.preempted = true
		s.addToSleepSet(s.goroutines[s.continuing])
	}
	s.moved(g)
	return g
}

// nothingMoves ends a schedule in which no goroutine can move and no timer is left. It does not end a schedule in which a goroutine
// may still come back from code that is not instrumented.
func (s *Sched) nothingMoves() {
	switch {
	case s.sleepSetSize > 0:
		s.end(Pruned, "")
	case !s.anyForeign():
		s.blockedForever()
	}
}

// packagesOnly reports whether there are goroutines that packages have started, and no others.
func (s *Sched) packagesOnly() bool { return s.daemons > 0 && !s.anyLeft() }

// starting returns a goroutine that has not begun, or nil. What a goroutine does before its first scheduling point touches nothing that
// others see. So it moves there at once, which is neither a choice nor a switch.
func (s *Sched) starting() *G {
	for ; s.started < len(s.goroutines); s.started++ {
		if g := s.goroutines[s.started]; g.state == parked && g.op.Kind == "start" {
			return g
		}
	}
	return nil
}

// visited reports whether another schedule has reached this state before, so that everything after it has been tried, and ends the
// schedule there. See key for what makes two states equal.
func (s *Sched) visited() bool {
	if s.cfg.Visited == nil || len(s.path) < s.cfg.Known {
		return false
	}
	k := s.key(s.continuing)
	if _, ok := s.cfg.Visited[k]; ok {
		s.end(Pruned, "")
		return true
	}
	s.cfg.Visited[k] = struct{}{}
	return false
}

// decide asks the strategy for one of several ways to go on.
func (s *Sched) decide(opts []*G) int {
	if len(opts) == 1 || s.oneOrder {
		return 0
	}
	if s.cfg.Steady {
		s.numberObjects()
	}
	early := opts[len(opts)-1] == nil
	way := s.ask(strategy.Choice{Kind: strategy.Switch, Ways: len(opts), Continues: s.continuing >= 0, Timer: early})
	if way == strategy.Stop {
		s.noteMoves(opts)
	}
	return way
}

// ask returns the way that the strategy takes at c, and records it. Where the strategy stops there, the schedule ends.
func (s *Sched) ask(c strategy.Choice) int {
	c.Spent = s.spent
	way := s.cfg.Strategy.Choose(c)
	if way == strategy.Stop {
		s.stop(c)
		return way
	}
	if way >= c.Ways {
		way, s.diverged = 0, true
	}
	s.path = append(s.path, strategy.Decision{Choice: c, Way: way})
	return way
}

// OneOrder makes the schedule take the first way of each choice of a goroutine, until it is switched off again: the strategy is not
// asked.
func (s *Sched) OneOrder(on bool) { s.oneOrder = on }
