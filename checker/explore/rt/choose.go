package rt

import (
	"cmp"
	"slices"

	"sharedmap-workshop/checker/explore/strategy"
)

// choose returns the goroutine that moves next, or nil where the schedule has ended or the root goroutine must act first.
func (s *Sched) choose() *G {
	if s.strange.Load() {
		s.learnSlow()
	}
	if s.outcome != nil {
		return nil
	}
	if s.mainOver && s.packagesOnly() {
		s.end(Fine, "")
		return nil
	}
	if g := s.begins(); g != nil {
		return g
	}
	opts := s.options()
	if len(opts) == 0 {
		if s.sleepers > 0 {
			s.end(Pruned, "")
			return nil
		}
		if s.strangers() {
			return nil
		}
		s.stuck()
		return nil
	}
	if len(opts) > 1 && s.seen(opts) {
		return nil
	}
	way := s.decide(opts)
	g := opts[way]
	s.preempted = s.preempted || way > 0 && (g == nil || s.going >= 0)
	if g == nil {
		s.early = s.early || way > 0
		s.advance = true
		return nil
	}
	if way > 0 && s.going >= 0 {
		s.lull(s.gs[s.going])
	}
	s.moved(g)
	return g
}

// packagesOnly reports whether nobody is left but goroutines that packages have started, and there is one.
func (s *Sched) packagesOnly() bool { return s.daemons > 0 && !s.left() }

// begins finds a new goroutine. What it does before its first point touches nothing that others see, so it
// does that at once, which is no choice and no switch.
func (s *Sched) begins() *G {
	for ; s.begun < len(s.gs); s.begun++ {
		if g := s.gs[s.begun]; g.state == parked && g.at.Kind == "start" {
			return g
		}
	}
	return nil
}

// options lists the goroutines that can move, the one that moved last first. A nil at the end means that the next timer may fire.
func (s *Sched) options() []*G {
	opts, able := s.movers()
	if len(opts) == 0 && s.resume() { // who only made room for others goes on before time does
		opts, able = s.movers()
	}
	if last := s.last; last != nil && last.waits() && s.able(last) { // it waits for somebody: begin with who has waited longest
		slices.SortStableFunc(opts, func(a, b *G) int { return cmp.Compare(a.moved, b.moved) })
	}
	switch {
	case len(opts) == 0 && s.pending() && s.sleepers == 0 && (able == 0 || s.idle >= s.grace()):
		opts = append(opts, nil)
	case len(opts) == 0 && able > 0:
		opts = s.everyone(opts)
	case len(opts) > 0 && s.cfg.EarlyTimers && s.pending():
		opts = append(opts, nil)
	}
	s.opts = opts
	return opts
}

// movers lists who can move and has not made room for others, and counts all who can move.
func (s *Sched) movers() (opts []*G, able int) {
	opts = s.opts[:0]
	last := s.last
	if last != nil && !s.able(last) {
		last = nil
	}
	s.going = -1
	if last != nil {
		able++
		if !last.waits() {
			opts, s.going = append(opts, last), last.id
		}
	}
	for i, g := range s.gs {
		if s.turns.NewestFirst {
			g = s.gs[len(s.gs)-1-i]
		}
		if g == last || !s.able(g) {
			continue
		}
		if able++; !g.waits() && len(opts) < strategy.MaxWays-1 {
			opts = append(opts, g)
		}
	}
	return opts, able
}

// waits reports whether g lets others go first.
func (g *G) waits() bool { return g.yielded || g.paused }

// resume ends the pauses that fairness asked for, and reports whether one who was paused can move.
func (s *Sched) resume() bool {
	found := false
	for _, g := range s.gs {
		if g.paused {
			g.paused = false
			found = found || !g.yielded && s.able(g)
		}
	}
	return found
}

// grace is how many rounds those who give way again and again are let go on before a timer fires. Runnable goroutines run
// before time passes; who gives way may only be polite, and a timer that fires meanwhile would be a time-out that never
// happens. Where one timer after the other changes nothing, they wait for a later one, and the rounds become fewer.
func (s *Sched) grace() int { return graceRounds >> min(s.quiet, 10) }

// graceRounds is more than what a program does without a write while it waits for nobody.
const graceRounds = 1000

func (s *Sched) able(g *G) bool {
	return g.state == parked && !g.asleep && (g.ready == nil || g.ready())
}

// everyone forgets who gave way: all who can move did, so nothing moves unless one of them does.
func (s *Sched) everyone(opts []*G) []*G {
	if s.idle++; s.idle > idleLimit || s.sleepers > 0 && s.idle > 3 {
		s.end(Livelock, "") // or, with somebody asleep, what was tried with that one awake
		return nil
	}
	for _, g := range s.gs {
		if s.able(g) {
			g.yielded, g.paused, g.reads = false, false, 0
			opts = append(opts, g)
			if len(opts) == 1 && s.idle > 2 {
				s.turn++
			}
		}
	}
	if s.idle > 2 { // nobody changes anything: take turns instead of trying every order
		opts[0] = opts[s.turn%len(opts)]
		opts = opts[:1]
	}
	return opts[:min(len(opts), strategy.MaxWays)]
}

// idleLimit is how many rounds in which nobody changes anything make a livelock.
const idleLimit = 4000

// moved lets those that gave way to g move again.
func (s *Sched) moved(g *G) {
	for _, o := range s.gs {
		if o != g {
			o.yielded, o.paused = false, false
		}
	}
	if s.last != g {
		s.switches++
		s.since = s.steps
	} else if s.steps-s.since > s.turns.Limit {
		g.paused, s.since = true, s.steps
	}
	s.last, g.moved, g.movedFires = g, s.steps, s.fires
}

// seen says whether this state was reached before, so that everything after it has been tried.
func (s *Sched) seen(opts []*G) bool {
	if s.cfg.Visited == nil || len(s.path) < s.cfg.Known {
		return false
	}
	k := s.key(s.going)
	if _, ok := s.cfg.Visited[k]; ok {
		s.end(Pruned, "")
		return true
	}
	s.cfg.Visited[k] = struct{}{}
	return false
}

// decide asks the strategy for one of several ways to go on.
func (s *Sched) decide(opts []*G) int {
	if len(opts) == 1 || s.alone {
		return 0
	}
	early := opts[len(opts)-1] == nil
	return s.ask(strategy.Choice{Kind: strategy.Switch, Ways: len(opts), Continues: s.going >= 0, Timer: early})
}

// Pick lets the strategy choose one of n equals, such as the ready cases of a select.
func (g *G) Pick(n int) int { return g.pick(strategy.Pick, n) }

// Choose lets the strategy choose one of n values that the scenario leaves open.
func (g *G) Choose(n int) int { return g.pick(strategy.Value, n) }

// Later lets the strategy choose no, or at the cost of a preemption yes.
func (g *G) Later() bool { return g.pick(strategy.Detour, 2) == 1 }

func (g *G) pick(kind strategy.Kind, n int) int {
	if n <= 1 {
		return 0
	}
	way := g.s.ask(strategy.Choice{Kind: kind, Ways: min(n, strategy.MaxWays)})
	g.hash = mix(g.hash, uint64(way)+11)
	return way
}

// ask returns the way that the strategy takes at c, and keeps it.
func (s *Sched) ask(c strategy.Choice) int {
	c.Spent = s.spent
	way := s.cfg.Strategy.Choose(c)
	if way >= c.Ways {
		way, s.diverged = 0, true
	}
	s.path = append(s.path, strategy.Decision{Choice: c, Way: way})
	return way
}
