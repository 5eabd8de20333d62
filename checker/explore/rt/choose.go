package rt

import (
	"cmp"
	"slices"
)

// Node is one choice of a schedule: how many ways there were, which was taken, and what each costs.
type Node struct {
	N, Taken, Spent int
	Costs           [maxWays]int8
}

// maxWays bounds the ways that are tried at one choice.
const maxWays = 24

type option struct {
	g    *G // nil: the next timer fires
	cost int8
}

// choose picks who moves next; nil where the schedule has ended or the root goroutine must act first.
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
	o := opts[s.decide(opts)]
	s.spent += int(o.cost)
	s.preempted = s.preempted || o.cost > 0 && (o.g == nil || s.going >= 0)
	if o.g == nil {
		if o.cost > 0 {
			s.early = true
		}
		s.advance = true
		return nil
	}
	if o.cost > 0 && s.going >= 0 {
		s.lull(s.gs[s.going])
	}
	s.moved(o.g)
	return o.g
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

// options lists who can move, the one that moved last first, and whether a timer may fire.
func (s *Sched) options() []option {
	opts, able := s.movers()
	if len(opts) == 0 && s.resume() { // who only made room for others goes on before time does
		opts, able = s.movers()
	}
	if last := s.last; last != nil && last.waits() && s.able(last) { // it waits for somebody: begin with who has waited longest
		slices.SortStableFunc(opts, func(a, b option) int { return cmp.Compare(a.g.moved, b.g.moved) })
	}
	switch {
	case len(opts) == 0 && s.pending() && s.sleepers == 0 && (able == 0 || s.idle >= s.grace()):
		opts = append(opts, option{nil, 0})
	case len(opts) == 0 && able > 0:
		opts = s.everyone(opts)
	case len(opts) > 0 && s.cfg.EarlyTimers && s.pending():
		opts = append(opts, option{nil, 1})
	}
	if s.cfg.Delays {
		for i := range opts {
			opts[i].cost = int8(i)
		}
	}
	s.opts = opts
	return opts
}

// movers lists who can move and has not made room for others, and counts all who can move.
func (s *Sched) movers() (opts []option, able int) {
	opts = s.opts[:0]
	last := s.last
	if last != nil && !s.able(last) {
		last = nil
	}
	var cost int8
	s.going = -1
	if last != nil {
		able++
		if !last.waits() {
			opts = append(opts, option{last, 0})
			cost, s.going = 1, last.id
		}
	}
	for i, g := range s.gs {
		if s.cfg.Learned.Turn == Round {
			g = s.gs[len(s.gs)-1-i]
		}
		if g == last || !s.able(g) {
			continue
		}
		if able++; !g.waits() && len(opts) < maxWays-1 {
			opts = append(opts, option{g, cost})
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
func (s *Sched) everyone(opts []option) []option {
	if s.idle++; s.idle > idleLimit || s.sleepers > 0 && s.idle > 3 {
		s.end(Livelock, "") // or, with somebody asleep, what was tried with that one awake
		return nil
	}
	for _, g := range s.gs {
		if s.able(g) {
			g.yielded, g.paused, g.reads = false, false, 0
			opts = append(opts, option{g, 0})
			if len(opts) == 1 && s.idle > 2 {
				s.turn++
			}
		}
	}
	if s.idle > 2 { // nobody changes anything: take turns instead of trying every order
		opts[0] = opts[s.turn%len(opts)]
		opts = opts[:1]
	}
	return opts[:min(len(opts), maxWays)]
}

// idleLimit is how many rounds in which nobody changes anything make a livelock.
const idleLimit = 4000

// fairLimit is how long a goroutine may go on while others could, too, before they come first.
const fairLimit = 150

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
	} else if s.steps-s.since > s.cfg.Learned.Turn.limit() {
		g.paused, s.since = true, s.steps
	}
	s.last, g.moved, g.movedFires = g, s.steps, s.fires
}

// seen says whether this state was reached before, so that everything after it has been tried.
func (s *Sched) seen(opts []option) bool {
	if s.cfg.Visited == nil || len(s.path) < len(s.cfg.Prefix) {
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

// decide takes the schedule's next choice, or the first way where the schedule says nothing.
func (s *Sched) decide(opts []option) int {
	if len(opts) == 1 || s.alone {
		return 0
	}
	n := Node{N: len(opts), Spent: s.spent}
	for i, o := range opts {
		n.Costs[i] = o.cost
	}
	return s.take(n)
}

// Pick lets the scheduler choose one of n ways that are no switch, such as the ready cases of a select: they cost nothing where preemptions are
// counted, and where delays are, one for each way that is passed over.
func (g *G) Pick(n int) int { return g.pick(n, g.s.cfg.Delays) }

// Choose is Pick for what the scenario leaves open, which never costs anything.
func (g *G) Choose(n int) int { return g.pick(n, false) }

// Later chooses no, or at the cost of one preemption yes.
func (g *G) Later() bool { return g.pick(2, true) == 1 }

func (g *G) pick(n int, costs bool) int {
	if n <= 1 {
		return 0
	}
	node := Node{N: min(n, maxWays), Spent: g.s.spent}
	if costs {
		for i := range node.N {
			node.Costs[i] = int8(i)
		}
	}
	k := g.s.take(node)
	g.s.spent += int(node.Costs[k])
	g.hash = mix(g.hash, uint64(k)+11)
	return k
}

func (s *Sched) take(n Node) int {
	if i := len(s.path); i < len(s.cfg.Prefix) {
		n.Taken = s.cfg.Prefix[i]
		if n.Taken >= n.N {
			n.Taken, s.Diverged = 0, true
		}
	} else if s.cfg.Chance != nil {
		n.Taken = s.cfg.Chance.pick(n)
	}
	s.path = append(s.path, n)
	return n.Taken
}
