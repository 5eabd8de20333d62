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
}

// NewTimer makes a timer that is not running. With a name, fire runs as a goroutine of that name.
func NewTimer(name string, fire func()) *Timer { return &Timer{name: name, fire: fire} }

// Start lets t fire after d, and every so often again if every is not 0. It says whether t was running.
func (g *G) Start(t *Timer, d, every time.Duration) bool {
	was := g.Stop(t)
	t.when, t.every, t.active = time.Now().Add(d), every, true
	t.hash = mix(g.hash, 41)
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
// and does nothing else waits for time to pass, so it does: the longer, the longer it looks.
func (g *G) Now() {
	g.hash = mix(g.hash, g.s.clock.writes)
	if g.looks++; g.looks > maxClockLooks {
		g.Sleep(time.Millisecond << min(g.looks-maxClockLooks, 20))
	}
}

// maxClockLooks is how often a goroutine looks at the time before it passes.
const maxClockLooks = 16

func (s *Sched) pending() bool { return len(s.timers) > 0 }

// next is the timer that is due first.
func (s *Sched) next() *Timer {
	var first *Timer
	for _, t := range s.timers {
		if first == nil || t.when.Before(first.when) {
			first = t
		}
	}
	return first
}

// maxFires bounds how often timers fire in one schedule; a goroutine that only ticks never ends by itself.
const (
	maxFires      = 5000
	maxQuiet      = 300 // while nothing changes
	maxFiresAfter = 40  // once the scenario is over
)

// fire makes t happen, and all others due at the same instant: who moves first then is a choice.
func (s *Sched) fire(t *Timer) {
	s.fires++
	s.quiet++
	switch {
	case s.quiet > maxQuiet, s.mainOver && s.fires > s.firesAtEnd+maxFiresAfter:
		s.ticking()
		return
	case s.fires > maxFires:
		s.end(Long, "timers")
		return
	}
	at := t.when
	for _, o := range slices.Clone(s.timers) {
		if o.active && !o.when.After(at) {
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
	g.vc, g.hash, g.at.Kind = g.vc.join(t.vc), t.hash, "start"
	go s.run(g, t.fire)
}

// ticking ends a schedule in which only timers go on for ever.
func (s *Sched) ticking() {
	e := Deadlock
	for _, g := range s.gs {
		if g.id == 0 && (g.at.Kind == "sleep" || s.able(g)) {
			e = Livelock
		}
	}
	switch {
	case s.mainOver && (s.leaksOK || !s.left()):
		e = Fine
	case s.mainOver:
		e = Leak
	}
	s.end(e, "")
}

// settled notes that whoever stands before a channel operation has begun to wait: all others did, too.
func (s *Sched) settled() {
	for _, g := range s.gs {
		if g.wait != nil && !s.early {
			g.wait.arrived = true
		}
	}
}
