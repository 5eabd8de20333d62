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
	s.preempted = s.preempted || o.cost > 0
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
	opts := s.opts[:0]
	able := 0
	last := s.last
	if last != nil && !s.able(last) {
		last = nil
	}
	var cost int8
	s.going = -1
	if last != nil {
		able++
		if !last.yielded {
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
		if able++; !g.yielded && len(opts) < maxWays-1 {
			opts = append(opts, option{g, cost})
		}
	}
	if last != nil && last.yielded { // it waits for somebody: begin with who has waited longest
		slices.SortStableFunc(opts, func(a, b option) int { return cmp.Compare(a.g.moved, b.g.moved) })
	}
	switch {
	case len(opts) == 0 && s.pending() && s.sleepers == 0:
		opts = append(opts, option{nil, 0})
	case len(opts) == 0 && able > 0:
		opts = s.everyone(opts)
	case len(opts) > 0 && s.cfg.EarlyTimers && s.pending():
		opts = append(opts, option{nil, 1})
	}
	s.opts = opts
	return opts
}

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
			g.yielded, g.reads = false, 0
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
			o.yielded = false
		}
	}
	if s.last != g {
		s.switches++
		s.since = s.steps
	} else if s.steps-s.since > s.cfg.Learned.Turn.limit() {
		g.yielded, s.since = true, s.steps
	}
	s.last, g.moved = g, s.steps
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
	if len(opts) == 1 {
		return 0
	}
	n := Node{N: len(opts), Spent: s.spent}
	for i, o := range opts {
		n.Costs[i] = o.cost
	}
	return s.take(n)
}

// Pick lets the scheduler choose one of n ways that cost nothing.
func (g *G) Pick(n int) int {
	if n <= 1 {
		return 0
	}
	k := g.s.take(Node{N: min(n, maxWays), Spent: g.s.spent})
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
