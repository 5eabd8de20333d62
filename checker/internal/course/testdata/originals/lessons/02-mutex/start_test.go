package main

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"sharedmap-workshop/checker/testrecord"
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
	testFinishAs(t, testrecord.Failure{Happened: trouble}, calls...)
}

// testFinishAs is testFinish with more to say than what the trouble is.
func testFinishAs(t *testing.T, f testrecord.Failure, calls ...<-chan struct{}) {
	t.Helper()
	var w testWatch
	for _, call := range calls {
		for !testOverWithin(call, 10*time.Millisecond) {
			why, all := w.stuck()
			if why == "" {
				continue
			}
			f.Rule, f.Expected = "calls-end", testWords("every call comes back", "모든 호출이 끝나야 합니다")
			f.Happened = strings.TrimRight(f.Happened, ". ") + ": " + why
			f.Waiting, f.Partial = testWaiting(all)
			testrecord.FailNow(t, f)
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
// waits for something. One that goes on trying (TryLock in a loop) or sleeps never
// does; so many looks must have found it in the map's code before the test goes on.
func testSettle(looks int) {
	quiet, tries := 0, 0
	for quiet < 3 && tries < max(8, looks) {
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
		if w.moves() == testYes && len(w.where) == 0 {
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

func testNewGate() *testGate {
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
