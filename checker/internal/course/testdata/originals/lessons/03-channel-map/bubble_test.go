package main

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// How a synctest bubble says that it cannot go on.
const (
	testOnlyOwnersLeft   = "deadlock: main bubble goroutine has exited but blocked goroutines remain"
	testEverybodyBlocked = "deadlock: all goroutines in bubble are blocked"
)

// testInBubble runs f in a synctest bubble: time is fake there, and a deadlock is seen at once.
// The map's goroutine outlives f, since this lesson has no Close; that, and only that, is forgiven.
func testInBubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	switch end := testPanicOf(func() { synctest.Test(t, f) }); {
	case end == nil:
	case testEndsWith(end, testOnlyOwnersLeft):
		if t.Failed() {
			t.FailNow()
		}
	case testEndsWith(end, testEverybodyBlocked):
		t.Fatal(testWhoWaits())
	default:
		panic(end)
	}
}

// testPanicOf returns what f panicked with, or nil. A failed test's way out is not held up.
func testPanicOf(f func()) (end any) {
	defer func() { end = recover() }()
	f()
	return nil
}

// testEndsWith tells whether a recovered panic is the bubble's own, and says reason.
func testEndsWith(end any, reason string) bool {
	err, isError := end.(error)
	return isError && err.Error() == reason
}

// testWithoutSleeping runs f, whose calls may wait for each other, but not for the clock.
func testWithoutSleeping(t *testing.T, f func()) {
	t.Helper()
	start := time.Now()
	f()
	require.Zero(t, time.Since(start), testWords("the calls took (fake) time: to sleep is to hope, not to wait",
		"호출하는 동안 (가짜) 시간이 흘렀습니다. 잠든다고 기다린 것이 되지는 않습니다. 바라는 것일 뿐입니다"))
}

// testInOrder lets two goroutines do one call each, the second a second of fake time after the first,
// and the first when everybody else has come to rest. Nothing but the clock orders the two, so the
// race detector sees every access that the map's channel does not order.
func testInOrder(first, second func()) {
	done := make(chan struct{}, 2)
	go func() {
		time.Sleep(time.Second)
		first()
		done <- struct{}{}
	}()
	go func() {
		time.Sleep(2 * time.Second)
		second()
		done <- struct{}{}
	}()
	<-done
	<-done
}

// testWhileBusy holds the map in the middle of an Update of the key "busy", calls during, gives
// everybody a minute of fake time to go as far as they can, and only then lets the Update end.
func testWhileBusy(m SharedMap, during func()) {
	gate, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		m.Update("busy", func(any, bool) any {
			<-gate
			return "done"
		})
	}()
	synctest.Wait()
	during()
	time.Sleep(time.Minute)
	close(gate)
	<-done
}
