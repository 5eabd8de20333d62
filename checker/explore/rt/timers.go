package rt

import (
	"slices"
	"time"
)

// Timer does something at a time, once the scheduler lets it.
type Timer struct {
	due    time.Time
	period time.Duration // 0: it fires once
	fire   func()
	name   string // of the goroutine that runs fire; "": the scheduler runs it
	clock  clock
	hash   uint64
	active bool
	daemon bool // a package has started it before the scenario began
	armed  int  // how many timers had fired when it was started

	Idle func() bool // reports whether firing would change nothing; nil: firing always changes something
}

// NewTimer returns a timer that is not running. With a name, fire runs in a goroutine of that name.
func NewTimer(name string, fire func()) *Timer { return &Timer{name: name, fire: fire} }

// Start lets t fire after d, and again after each period unless that is 0. It reports whether t was running.
func (g *G) Start(t *Timer, d, every time.Duration) bool {
	was := g.Stop(t)
	t.due, t.period, t.active, t.armed = time.Now().Add(d), every, true, g.s.fires
	t.hash, t.daemon = mix(g.hash, 41), g.s.setup
	t.clock = append(clock(nil), g.clock...)
	g.s.timers = append(g.s.timers, t)
	g.tick()
	return was
}

// Stop keeps t from firing, and reports whether it was running.
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
	g.hash = mix(g.hash, g.s.firings.writes)
}

// Now orders g after the timers that have fired, because g is about to look at the time. A goroutine that looks again and again and does
// nothing else waits for time to pass, so time passes, and the more the longer it looks. It begins with as little as a look really takes,
// because a program that measures its own work does not wait.
func (g *G) Now() {
	g.hash = mix(g.hash, g.s.firings.writes)
	if g.clockLooks++; g.clockLooks > maxClockLooks {
		g.Sleep(time.Microsecond << min((g.clockLooks-maxClockLooks)/looksEach, 30))
	}
}

// How often a goroutine looks at the time before time passes, and before time passes twice as fast.
const (
	maxClockLooks = 16
	looksEach     = 32
)

// pending reports whether there is a timer that changes something when it fires.
func (s *Sched) pending() bool { return s.next() != nil }

// next returns the timer that is due first among those that change something, or nil.
func (s *Sched) next() *Timer {
	var first *Timer
	for _, t := range s.timers {
		if (first == nil || t.due.Before(first.due)) && !t.idle() {
			first = t
		}
	}
	return first
}

// idle reports whether t changes nothing when it fires: the channel of a ticker still holds the last time.
func (t *Timer) idle() bool { return t.Idle != nil && t.Idle() }

// skipIdle moves a ticker on past the times at which it would have changed nothing.
func (t *Timer) skipIdle(now time.Time) {
	if late := now.Sub(t.due); late >= 0 {
		t.due = t.due.Add((late/t.period + 1) * t.period)
	}
}

// How often timers fire in one schedule. A program in which only timers go on may still count down to its end, so the limits are high.
const (
	maxFires      = 5000
	maxFiresAfter = 400    // once the scenario is over
	maxFiresLeft  = 20     // the same where goroutines may be left, such as a cleaner that wakes up from time to time
	hangFires     = 50_000 // while main does not move, or while nothing changes
	manyStarted   = 10_000 // the same where each timer starts a goroutine, for the sake of the memory
	knownHang     = 200    // the same where such a schedule was found already
)

// fire fires t and all other timers that are due at the same instant. Which goroutine moves first then is a choice.
func (s *Sched) fire(t *Timer) {
	s.fires++
	s.idleFires++
	switch {
	case s.mainOver && s.fires > s.firesAtEnd+s.maxFiresAfterEnd():
		s.tickingAfter()
		return
	case !s.mainOver && s.onlyTimersGoOn():
		return
	case s.fires > maxFires*s.times(longSteps):
		s.end(Long, "timers")
		return
	}
	at := t.due
	for _, o := range slices.Clone(s.timers) {
		switch {
		case !o.active || o.due.After(at):
		case o.idle():
			o.skipIdle(at)
		default:
			s.fireOne(o)
		}
	}
}

// fireOne fires t.
func (s *Sched) fireOne(t *Timer) {
	s.firings.writes = mix(s.firings.writes, t.hash)
	s.idleRounds = 0
	s.emptySleepSet()
	s.markCertainWaiters()
	if t.period > 0 {
		t.due = t.due.Add(t.period)
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
	g.clock, g.hash, g.op.Kind = g.clock.join(t.clock), t.hash, "start"
	go s.run(g, t.fire)
}

// onlyTimersGoOn ends a schedule in which only timers go on for ever, and reports whether it did: main waits for an event that never
// happens, or polls for it.
func (s *Sched) onlyTimersGoOn() bool {
	limit := hangFires
	switch {
	case s.cfg.Points.Hang:
		limit = knownHang
	case len(s.goroutines) > manyStarted:
		limit = manyStarted
	}
	main := s.goroutines[0]
	switch {
	case s.longTimerPending(limit): // a timer that is still to fire may end it
		return false
	case s.fires-main.firesAtMove > limit && !s.canMove(main):
		s.end(Deadlock, "timers")
	case s.idleFires > limit:
		s.end(Livelock, "")
	default:
		return false
	}
	s.cfg.Points.Hang = s.cfg.Points.Hang || s.outcome.End != Pruned
	return true
}

// longTimerPending reports whether a timer that fires once was started more than half so many fires ago.
func (s *Sched) longTimerPending(fires int) bool {
	return slices.ContainsFunc(s.timers, func(t *Timer) bool { return t.period == 0 && s.fires-t.armed > fires/2 })
}

// maxFiresAfterEnd returns how often timers may fire once the scenario is over.
func (s *Sched) maxFiresAfterEnd() int {
	if s.leaksAllowed {
		return maxFiresLeft
	}
	return maxFiresAfter
}

// tickingAfter ends a schedule whose scenario is over while timers go on.
func (s *Sched) tickingAfter() {
	if s.leaksAllowed || !s.anyLeft() {
		s.end(Fine, "")
		return
	}
	s.end(Leak, "")
}

// markCertainWaiters notes that every goroutine that stands before a channel operation has begun to wait: time has passed, and nothing
// else could move.
func (s *Sched) markCertainWaiters() {
	for _, g := range s.goroutines {
		if g.wait != nil && !s.timerEarly {
			g.wait.certainlyWaits = true
		}
	}
}
