package main

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// testStart runs call in a goroutine of its own; the channel closes when it is
// over.
func testStart(call func()) <-chan struct{} {
	over := make(chan struct{})
	go func() {
		defer close(over)
		call()
	}()
	return over
}

// testIsOver tells whether a call that was started has come back.
func testIsOver(call <-chan struct{}) bool {
	select {
	case <-call:
		return true
	default:
		return false
	}
}

// testFinish waits for all calls. It fails the test when they can never come back:
// a whole look at all goroutines, taken again and again, finds none that could
// move. That is no guess at speed, so a slow machine makes no deadlock.
func testFinish(t *testing.T, trouble string, calls ...<-chan struct{}) {
	t.Helper()
	var w testWatch
	for _, call := range calls {
		for !testOverWithin(call, 10*time.Millisecond) {
			if stuck := w.stuck(); stuck != "" {
				require.Fail(t, trouble, stuck)
				t.FailNow()
			}
		}
	}
}

func testOverWithin(call <-chan struct{}, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-call:
		return true
	case <-timer.C:
		return false
	}
}

// testSettle waits until every goroutine that was started has come back, or
// waits for something. One that goes on trying (TryLock in a loop) never does;
// it has been seen in the map's code again and again before the test goes on.
func testSettle(patience time.Duration) {
	began, quiet, tries := time.Now(), 0, 0
	for quiet < 3 && (tries < 8 || time.Since(began) < patience) {
		all := testLook()
		quiet++
		if testMoves(all) != testNever {
			quiet = 0
		}
		if testAllInside(all) {
			tries++
		}
		time.Sleep(time.Millisecond)
	}
}

// testAllInside tells whether all that can move are in the student's code.
func testAllInside(all []testWaiter) bool {
	for _, w := range all {
		if w.moves() == testYes && w.where == "" {
			return false
		}
	}
	return true
}

// testGate is a place inside a callback where a goroutine waits until the test
// lets it go on.
type testGate struct {
	once    sync.Once
	entered chan struct{}
	opened  chan struct{}
}

func newTestGate() *testGate {
	return &testGate{entered: make(chan struct{}), opened: make(chan struct{})}
}

// pass says that somebody is here, and waits until the gate is open.
func (g *testGate) pass() {
	g.once.Do(func() { close(g.entered) })
	<-g.opened
}

func (g *testGate) open() { close(g.opened) }

// testSettleBriefly lets those who have been woken run, and find the map taken.
func testSettleBriefly() {
	for range 10 {
		runtime.Gosched()
	}
	time.Sleep(50 * time.Microsecond)
}
