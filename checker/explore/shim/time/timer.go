package time

import (
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// Timer stands in for time.Timer.
type Timer struct {
	C    <-chan time.Time
	c    chan time.Time
	t    *rt.Timer
	real *time.Timer
}

// NewTimer stands in for time.NewTimer.
func NewTimer(d time.Duration) *Timer {
	g := rt.Enter()
	if g == nil {
		real := time.NewTimer(d)
		return &Timer{C: real.C, real: real}
	}
	t := &Timer{c: make(chan time.Time, 1)}
	t.C = t.c
	t.t = rt.NewTimer("", func() { sendTime(t.c) })
	g.Start(t.t, d, 0)
	return t
}

// AfterFunc stands in for time.AfterFunc.
func AfterFunc(d time.Duration, f func()) *Timer {
	g := rt.Enter()
	if g == nil {
		return &Timer{real: time.AfterFunc(d, rt.InitGoroutine(f))}
	}
	t := &Timer{t: rt.NewTimer("AfterFunc", f)}
	g.Start(t.t, d, 0)
	return t
}

// sendTime puts the time into c unless there is one already.
func sendTime(c chan time.Time) {
	select {
	case c <- time.Now():
	default:
	}
}

// Stop stands in for time.Timer.Stop.
func (t *Timer) Stop() bool {
	g := rt.Enter()
	if g == nil || t.t == nil {
		return t.outside().Stop()
	}
	g.Point(rt.Op{Kind: "timer stop"}, nil)
	g.Now()
	was := g.Stop(t.t)
	return t.drain() || was
}

// Reset stands in for time.Timer.Reset.
func (t *Timer) Reset(d time.Duration) bool {
	g := rt.Enter()
	if g == nil || t.t == nil {
		return t.outside().Reset(d)
	}
	g.Point(rt.Op{Kind: "timer reset"}, nil)
	g.Now()
	drained := t.drain()
	return g.Start(t.t, d, 0) || drained
}

// outside returns the real timer, for a timer that was not made in a schedule. A Timer that was not made at all has a real one that was
// not made, either, and panics as that does. A timer of a schedule that is over has one that does not run.
func (t *Timer) outside() *time.Timer {
	switch {
	case t.real != nil:
		return t.real
	case t.t == nil:
		return new(time.Timer)
	}
	stopped := time.NewTimer(0)
	stopped.Stop()
	return stopped
}

// drain takes back a time that nobody has received. Since Go 1.23 a stopped timer leaves no time behind.
func (t *Timer) drain() bool {
	select {
	case <-t.c:
		return true
	default:
		return false
	}
}

// Ticker stands in for time.Ticker.
type Ticker struct {
	C    <-chan time.Time
	c    chan time.Time
	t    *rt.Timer
	real *time.Ticker
}

// NewTicker stands in for time.NewTicker.
func NewTicker(d time.Duration) *Ticker {
	g := rt.Enter()
	if g == nil || d <= 0 {
		real := time.NewTicker(d)
		return &Ticker{C: real.C, real: real}
	}
	t := &Ticker{c: make(chan time.Time, 1)}
	t.C = t.c
	t.t = rt.NewTimer("", func() { sendTime(t.c) })
	t.t.Idle = func() bool { return len(t.c) == cap(t.c) }
	g.Start(t.t, d, d)
	return t
}

// Stop stands in for time.Ticker.Stop.
func (t *Ticker) Stop() {
	g := rt.Enter()
	if g == nil || t.t == nil {
		if t.real != nil {
			t.real.Stop()
		}
		return
	}
	g.Stop(t.t)
	select {
	case <-t.c:
	default:
	}
}

// Reset stands in for time.Ticker.Reset.
func (t *Ticker) Reset(d time.Duration) {
	g := rt.Enter()
	if g == nil || t.t == nil {
		if t.real == nil {
			t.real = new(time.Ticker)
		}
		t.real.Reset(d)
		return
	}
	if d <= 0 {
		panic(rt.Misuse("non-positive interval for Ticker.Reset"))
	}
	t.Stop()
	g.Start(t.t, d, d)
}
