package main

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// start runs call in a goroutine of its own; the channel closes when it is
// over.
func start(call func()) <-chan struct{} {
	over := make(chan struct{})
	go func() {
		defer close(over)
		call()
	}()
	return over
}

// isOver tells whether a call that was started has come back.
func isOver(call <-chan struct{}) bool {
	select {
	case <-call:
		return true
	default:
		return false
	}
}

// finish waits for all calls. It fails the test when they can never come back:
// a whole look at all goroutines, taken again and again, finds none that could
// move. That is no guess at speed, so a slow machine makes no deadlock.
func finish(t *testing.T, trouble string, calls ...<-chan struct{}) {
	t.Helper()
	var w watch
	for _, call := range calls {
		for !overWithin(call, 10*time.Millisecond) {
			if stuck := w.stuck(); stuck != "" {
				require.Fail(t, trouble, stuck)
				t.FailNow()
			}
		}
	}
}

func overWithin(call <-chan struct{}, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-call:
		return true
	case <-timer.C:
		return false
	}
}

// settle waits until every goroutine that was started has come back, or waits
// for something. One that goes on trying (TryLock in a loop) never waits; it
// is given patience, and many turns, in which it could have come back.
func settle(patience time.Duration) {
	began, quiet, timed := time.Now(), 0, 0
	for looks := 0; quiet < 3 && timed < 60; looks++ {
		switch moves(look()) {
		case never:
			quiet++
			timed++
		case perhaps:
			quiet = 0
			timed++
		case yes:
			quiet, timed = 0, 0
		}
		if looks > 20 && time.Since(began) > patience {
			return
		}
		runtime.Gosched()
		time.Sleep(time.Millisecond)
	}
}

// gate is a place inside a callback where a goroutine waits until the test
// lets it go on.
type gate struct {
	once    sync.Once
	entered chan struct{}
	opened  chan struct{}
}

func newGate() *gate {
	return &gate{entered: make(chan struct{}), opened: make(chan struct{})}
}

// pass says that somebody is here, and waits until the gate is open.
func (g *gate) pass() {
	g.once.Do(func() { close(g.entered) })
	<-g.opened
}

func (g *gate) open() { close(g.opened) }

// settleBriefly lets those who have been woken run, and find the map taken.
func settleBriefly() {
	for range 10 {
		runtime.Gosched()
	}
	time.Sleep(50 * time.Microsecond)
}
