package main

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// Time is never what decides here. Whether a goroutine has got as far as it can
// is read from the runtime: all of them are blocked, so none will move.
const (
	stuckAfter = time.Second     // all blocked for so long: nobody will come
	giveUp     = 6 * time.Second // never blocked, never ready: it runs in circles
	lookAgain  = 20 * time.Millisecond
)

// goroutineWatch tells the goroutines of this test from those that were there before.
type goroutineWatch struct {
	t      *testing.T
	before map[string]bool
}

func newWatch(t *testing.T) *goroutineWatch {
	w := &goroutineWatch{t: t, before: map[string]bool{}}
	for _, g := range dumpGoroutines() {
		w.before[g.id] = true
	}
	return w
}

// others returns the goroutines that came since the watch began.
func (w *goroutineWatch) others() []dumpedGoroutine {
	var all []dumpedGoroutine
	for _, g := range dumpGoroutines() {
		if !w.before[g.id] {
			all = append(all, g)
		}
	}
	return all
}

func allBlocked(all []dumpedGoroutine) bool {
	for _, g := range all {
		if !g.blocked() {
			return false
		}
	}
	return true
}

// settle returns when all goroutines have got as far as they can.
func (w *goroutineWatch) settle() {
	pause := 10 * time.Microsecond
	for began := time.Now(); time.Since(began) < stuckAfter; {
		time.Sleep(pause)
		if allBlocked(w.others()) {
			return
		}
		pause = min(2*pause, lookAgain)
	}
}

// waitFor returns true once ready says so, and false when that will never be.
func (w *goroutineWatch) waitFor(ready func() bool) bool {
	began, blockedSince := time.Now(), time.Time{}
	for pause := 10 * time.Microsecond; !ready(); pause = min(2*pause, lookAgain) {
		time.Sleep(pause)
		switch {
		case pause < time.Millisecond: // too early to ask
		case !allBlocked(w.others()):
			blockedSince = time.Time{}
		case blockedSince.IsZero():
			blockedSince = time.Now()
		case time.Since(blockedSince) > stuckAfter:
			return ready()
		}
		if time.Since(began) > giveUp {
			return ready()
		}
	}
	return true
}

// closes waits until c is closed. It returns false when that will never be.
func (w *goroutineWatch) closes(c <-chan struct{}) bool {
	return w.waitFor(func() bool { return isClosed(c) })
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// nobodyLeft requires that all goroutines that came since the watch began have ended.
func (w *goroutineWatch) nobodyLeft(when string) {
	w.t.Helper()
	if w.waitFor(func() bool { return len(w.others()) == 0 }) {
		return
	}
	require.FailNow(w.t, "a goroutine is left", "expected: %s no goroutine of the map is left\nwhat happened: there still are\n%s",
		when, places(w.others()))
}

// inFakeTime runs f in a bubble where time passes when all are blocked. It returns
// false where time stands still, because a goroutine waits for a lock.
func (w *goroutineWatch) inFakeTime(f func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { _ = recover() }() // the bubble ended with goroutines left: another step's matter
		synctest.Test(w.t, func(*testing.T) { f() })
	}()
	return w.closes(done)
}
