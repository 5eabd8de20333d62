package rt

import (
	"cmp"
	"slices"

	"sharedmap-workshop/checker/explore/strategy"
)

// A goroutine may go on for ever while it waits for another one that never gets its turn. So a goroutine gives way in three cases, and
// moves again once another one has moved, or once nothing else can move:
//
//   - it asks for it: runtime.Gosched (yielded);
//   - it has made several operations without effect, so it spins (yielded, see countIdleOp);
//   - it has moved for a long time, as the strategy's turns say (paused).

// options lists the goroutines that can move, the one that moved last first. A nil at the end means that the next timer may fire.
func (s *Sched) options() []*G {
	opts, able := s.runnable()
	if len(opts) == 0 && s.endPauses() { // a paused goroutine goes on before time passes
		opts, able = s.runnable()
	}
	if last := s.last; last != nil && last.gaveWay() && s.canMove(last) { // it waits for another one: begin with the goroutine that has waited longest
		slices.SortStableFunc(opts, func(a, b *G) int { return cmp.Compare(a.movedAt, b.movedAt) })
	}
	switch {
	case len(opts) == 0 && s.pending() && s.sleepSetSize == 0 && (able == 0 || s.idleRounds >= s.roundsBeforeTimer()):
		opts = append(opts, nil)
	case len(opts) == 0 && able == 0 && s.sleepSetSize > 0 && s.cfg.EarlyTimers && s.pending():
		opts = append(opts, s.sleeper(), nil) // what follows if the sleeper moves is tried elsewhere; the timer may still fire early
	case len(opts) == 0 && able > 0:
		opts = s.forgetYields(opts)
	case len(opts) > 0 && s.cfg.EarlyTimers && s.pending():
		opts = append(opts, nil)
	}
	s.candidates = opts
	return opts
}

// runnable lists the goroutines that can move and have not given way, and counts all that can move.
func (s *Sched) runnable() (opts []*G, able int) {
	opts = s.candidates[:0]
	last := s.last
	if last != nil && !s.canMove(last) {
		last = nil
	}
	s.continuing = -1
	if last != nil {
		able++
		if !last.gaveWay() && !s.standsBehind(last) {
			opts, s.continuing = append(opts, last), last.id
		}
	}
	for i, g := range s.goroutines {
		if s.turns.NewestFirst {
			g = s.goroutines[len(s.goroutines)-1-i]
		}
		if g == last || !s.canMove(g) {
			continue
		}
		if able++; !g.gaveWay() && !s.standsBehind(g) && len(opts) < strategy.MaxWays-1 {
			opts = append(opts, g)
		}
	}
	return opts, able
}

// gaveWay reports whether g lets others go first.
func (g *G) gaveWay() bool { return g.yielded || g.paused }

// endPauses lets paused goroutines go on, and reports whether one of them can move.
func (s *Sched) endPauses() bool {
	found := false
	for _, g := range s.goroutines {
		if g.paused {
			g.paused = false
			found = found || !g.yielded && s.canMove(g)
		}
	}
	return found
}

// roundsBeforeTimer returns how many rounds goroutines that give way again and again may go on before a timer fires. Time does not
// pass while a goroutine can run: a goroutine that gives way may have work left, and a timer that fired meanwhile would be a time-out
// that never happens in reality. Where one timer after the other changes nothing, the goroutines wait for a later timer, and the
// rounds become fewer.
func (s *Sched) roundsBeforeTimer() int { return maxRoundsBeforeTimer >> min(s.idleFires, 10) }

// maxRoundsBeforeTimer is more than a program does without a write unless it waits for another goroutine.
const maxRoundsBeforeTimer = 1000

// canMove reports whether g stands before an operation that it can do now, and that was not tried already.
func (s *Sched) canMove(g *G) bool {
	return g.state == parked && !g.inSleepSet && (g.ready == nil || g.ready())
}

// forgetYields returns all goroutines that can move, where every one of them gave way. It is one round in which nothing has changed.
func (s *Sched) forgetYields(opts []*G) []*G {
	if s.idleRounds++; s.idleRounds > maxIdleRounds || s.sleepSetSize > 0 && s.idleRounds > 3 {
		s.end(Livelock, "") // end makes Pruned of it where the sleep set is not empty
		return nil
	}
	for _, g := range s.goroutines {
		if s.canMove(g) && !s.standsBehind(g) {
			g.yielded, g.paused, g.idleOps = false, false, 0
			opts = append(opts, g)
			if len(opts) == 1 && s.idleRounds > 2 {
				s.rotation++
			}
		}
	}
	if s.idleRounds > 2 { // nothing changes: take turns instead of trying every order
		opts[0] = opts[s.rotation%len(opts)]
		opts = opts[:1]
	}
	return opts[:min(len(opts), strategy.MaxWays)]
}

// maxIdleRounds is how many rounds without a change are a livelock.
const maxIdleRounds = 4000

// moved notes that g moves next, so that goroutines that gave way to it may move again.
func (s *Sched) moved(g *G) {
	for _, o := range s.goroutines {
		if o != g {
			o.yielded, o.paused = false, false
		}
	}
	if s.last != g {
		s.switches++
		s.turnBegan = s.steps
	} else if s.steps-s.turnBegan > s.turns.Limit {
		g.paused, s.turnBegan = true, s.steps
	}
	s.noLongerBehind(g)
	s.last, g.movedAt, g.firesAtMove = g, s.steps, s.fires
}
