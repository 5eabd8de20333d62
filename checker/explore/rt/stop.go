package rt

import "sharedmap-workshop/checker/explore/strategy"

// Open is a choice at which the strategy has stopped the schedule, with all its ways.
type Open struct {
	Kind strategy.Kind
	By   Way   // the goroutine that has come to the choice; of a Switch, none
	Ways []Way // in the order of the strategy's numbers
}

// Way is one way in which a schedule can go on.
type Way struct {
	G         int // the number of the goroutine that moves; -1: none
	Goroutine string
	Place     Place
	Op        string // what comes next: the goroutine's operation, or the case of a select
	Object    int    // the number of the lock, channel … that this is on; 0: none
	Timer     bool   // time passes until the next timer fires
	Preempts  bool   // the goroutine that moved last could go on instead
}

// stop ends the schedule at c.
func (s *Sched) stop(c strategy.Choice) {
	s.end(Stopped, "")
	if s.outcome.End == Stopped {
		s.outcome.Open = &Open{Kind: c.Kind, By: Way{G: -1}, Ways: make([]Way, c.Ways)}
		for i := range c.Ways {
			s.outcome.Open.Ways[i].G = -1
		}
	}
}

// noteMoves completes the choice of who moves next. A nil goroutine stands for the next timer.
func (s *Sched) noteMoves(opts []*G) {
	open := s.outcome.Open
	if open == nil {
		return
	}
	for i, g := range opts {
		open.Ways[i] = s.moveOf(g)
		open.Ways[i].Preempts = s.continuing >= 0 && i > 0
	}
}

// numberObjects gives the objects of all next operations their numbers, so that these do not depend on which of them comes first.
func (s *Sched) numberObjects() {
	for _, g := range s.goroutines {
		if g.state == done {
			continue
		}
		s.objectNumber(g.op.Object)
		for _, c := range g.op.channels {
			if c != nil {
				s.objectNumber(&c.object)
			}
		}
	}
}

// moveOf returns what g does if it moves next.
func (s *Sched) moveOf(g *G) Way {
	if g == nil {
		return Way{G: -1, Timer: true}
	}
	w := Way{G: g.id, Goroutine: g.name, Place: g.place, Op: g.op.Kind, Object: s.objectNumber(g.op.Object)}
	for _, c := range g.op.channels {
		if c != nil && w.Object == 0 && len(g.op.channels) == 1 {
			w.Object = s.objectNumber(&c.object)
		}
	}
	return w
}

// stay completes the choice to which g has come in the middle of an operation, and keeps g there.
func (g *G) stay(what func(i int) Way) {
	g.Here()
	if open := g.s.outcome.Open; open != nil {
		open.By = g.s.moveOf(g)
		for i := range open.Ways {
			if what != nil {
				open.Ways[i] = what(i)
			}
		}
	}
	g.Point(Op{Kind: "end"}, func() bool { return false })
}

// way returns how the k-th of the possible cases is called. After the last of them comes the default case.
func (w *waiter) way(can []int, k int) Way {
	if k >= len(can) {
		return Way{G: -1, Op: "default"}
	}
	c := w.cases[can[k]]
	kind, _ := c.show()
	out := Way{G: -1, Op: kind}
	if ch := w.chans[can[k]]; ch != nil {
		out.Object = w.g.s.objectNumber(&ch.object)
	}
	return out
}

// rename gives the goroutines of a choice their names.
func (o *Open) rename(names []string) {
	if o == nil {
		return
	}
	give := func(w *Way) {
		if w.G >= 0 {
			w.Goroutine = names[w.G]
		}
	}
	give(&o.By)
	for i := range o.Ways {
		give(&o.Ways[i])
	}
}
