package rt

import (
	"slices"
	"time"
)

// Timer is something that happens at a time, when the scheduler lets it.
type Timer struct {
	when   time.Time
	every  time.Duration // 0: once
	fire   func()
	name   string // of the goroutine that runs fire; "": the scheduler does
	vc     clock
	hash   uint64
	active bool
	daemon bool // a package started it before the scenario began
	armed  int  // how many timers had fired when it was started

	Idle func() bool // reports that firing changes nothing; nil: it always does
}

// NewTimer makes a timer that is not running. With a name, fire runs as a goroutine of that name.
func NewTimer(name string, fire func()) *Timer { return &Timer{name: name, fire: fire} }

// Start lets t fire after d, and every so often again if every is not 0. It says whether t was running.
func (g *G) Start(t *Timer, d, every time.Duration) bool {
	was := g.Stop(t)
	t.when, t.every, t.active, t.armed = time.Now().Add(d), every, true, g.s.fires
	t.hash, t.daemon = mix(g.hash, 41), g.s.setup
	t.vc = append(clock(nil), g.vc...)
	g.s.timers = append(g.s.timers, t)
	g.tick()
	return was
}

// Stop keeps t from firing and says whether it was running.
func (g *G) Stop(t *Timer) bool {
	was := t.active
	t.active = false
	g.s.timers = slices.DeleteFunc(g.s.timers, func(o *Timer) bool { return o == t })
	return was
}

// Sleep waits for time to pass.
func (g *G) Sleep(d time.Duration) {
	over := false
	t := NewTimer("", func() { over = true })
	g.Start(t, d, 0)
	g.Point(Op{Kind: "sleep", Value: d.String()}, func() bool { return over })
	g.hash = mix(g.hash, g.s.clock.writes)
}

// Now orders g after the timers that have fired, since it is about to look at the time. Who looks again and again
// and does nothing else waits for time to pass, so it does: the longer, the longer it looks. It begins with as little as a
// look really takes, since a program that measures its own work waits for nothing.
func (g *G) Now() {
	g.hash = mix(g.hash, g.s.clock.writes)
	if g.looks++; g.looks > maxClockLooks {
		g.Sleep(time.Microsecond << min((g.looks-maxClockLooks)/looksEach, 30))
	}
}

// How often a goroutine looks at the time before it passes, and before it passes twice as fast.
const (
	maxClockLooks = 16
	looksEach     = 32
)

// pending reports whether a timer is there that changes something when it fires.
func (s *Sched) pending() bool { return s.next() != nil }

// next is the timer that is due first, those left out that change nothing.
func (s *Sched) next() *Timer {
	var first *Timer
	for _, t := range s.timers {
		if (first == nil || t.when.Before(first.when)) && !t.idle() {
			first = t
		}
	}
	return first
}

// idle reports whether t changes nothing when it fires: the time that a ticker told last is still there, untaken.
func (t *Timer) idle() bool { return t.Idle != nil && t.Idle() }

// skip moves a ticker on past the times at which it changed nothing.
func (t *Timer) skip(now time.Time) {
	if late := now.Sub(t.when); late >= 0 {
		t.when = t.when.Add((late/t.every + 1) * t.every)
	}
}

// How often timers fire in one schedule. A program in which only timers go on may still count down to its end, so that much
// patience is needed before it is said to have none.
const (
	maxFires      = 5000
	maxFiresAfter = 400    // once the scenario is over
	maxFiresLeft  = 20     // the same where goroutines may be left, such as one that looks after something from time to time
	hangFires     = 50_000 // while main does not move, or nothing changes
	manyStarted   = 10_000 // the same where each timer starts a goroutine
	knownHang     = 200    // the same where that schedule is made again
)

// fire makes t happen, and all others due at the same instant: who moves first then is a choice.
func (s *Sched) fire(t *Timer) {
	s.fires++
	s.quiet++
	switch {
	case s.mainOver && s.fires > s.firesAtEnd+s.firesAfter():
		s.tickingAfter()
		return
	case !s.mainOver && s.hangs():
		return
	case s.fires > maxFires*s.times(longSteps):
		s.end(Long, "timers")
		return
	}
	at := t.when
	for _, o := range slices.Clone(s.timers) {
		switch {
		case !o.active || o.when.After(at):
		case o.idle():
			o.skip(at)
		default:
			s.happen(o)
		}
	}
}

func (s *Sched) happen(t *Timer) {
	s.clock.writes = mix(s.clock.writes, t.hash)
	s.idle = 0
	s.rouseAll()
	s.settled()
	if t.every > 0 {
		t.when = t.when.Add(t.every)
		t.hash = mix(t.hash, 43)
	} else {
		t.active = false
		s.timers = slices.DeleteFunc(s.timers, func(o *Timer) bool { return o == t })
	}
	if t.name == "" {
		t.fire()
		return
	}
	g := s.newG(t.name)
	if t.daemon {
		s.daemon(g)
	}
	g.vc, g.hash, g.at.Kind = g.vc.join(t.vc), t.hash, "start"
	go s.run(g, t.fire)
}

// hangs ends a schedule in which only timers go on for ever: main waits for what never comes, or looks for it again and again.
func (s *Sched) hangs() bool {
	limit := hangFires
	switch {
	case s.cfg.Learned.Hang:
		limit = knownHang
	case len(s.gs) > manyStarted: // each timer starts one: more would not fit into the memory
		limit = manyStarted
	}
	main := s.gs[0]
	switch {
	case s.outlasts(limit): // time will bring it about
		return false
	case s.fires-main.movedFires > limit && !s.able(main):
		s.end(Deadlock, "timers")
	case s.quiet > limit:
		s.end(Livelock, "")
	default:
		return false
	}
	s.cfg.Learned.Hang = s.cfg.Learned.Hang || s.outcome.End != Pruned
	return true
}

// outlasts reports whether a timer waits for its one time since before so many others fired.
func (s *Sched) outlasts(fires int) bool {
	return slices.ContainsFunc(s.timers, func(t *Timer) bool { return t.every == 0 && s.fires-t.armed > fires/2 })
}

// firesAfter is how often timers fire once the scenario is over.
func (s *Sched) firesAfter() int {
	if s.leaksOK {
		return maxFiresLeft
	}
	return maxFiresAfter
}

// tickingAfter ends a schedule whose scenario is over while timers go on.
func (s *Sched) tickingAfter() {
	if s.leaksOK || !s.left() {
		s.end(Fine, "")
		return
	}
	s.end(Leak, "")
}

// settled notes that whoever stands before a channel operation has begun to wait: all others did, too.
func (s *Sched) settled() {
	for _, g := range s.gs {
		if g.wait != nil && !s.early {
			g.wait.arrived = true
		}
	}
}
