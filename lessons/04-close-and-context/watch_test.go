package main

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// Time is never what decides here. Whether a goroutine has got as far as it can
// is read from the runtime: all of them are blocked, so none will move. To be
// quite sure, that must hold for a second, at each of many looks.
const (
	testStuckAfter       = time.Second
	testBubbleStuckAfter = testStuckAfter / 4 // inside a bubble nothing waits for real time
	testStuckLooks       = 10                 // at least so many looks, on a slow machine too
	testSettleLooks      = 60                 // never all blocked: some run in circles
	testEndlessLooks     = 300                // they run in circles, and what is waited for never comes
	testQuickTries       = 300                // so often the answer is looked for without a pause
	testLongestPause     = 20 * time.Millisecond
)

// testGoroutineWatch tells the goroutines of this test from those that were there before.
type testGoroutineWatch struct {
	t      *testing.T
	before map[string]bool
	alone  int // how many goroutines there were, this one too
}

func testNewWatch(t *testing.T) *testGoroutineWatch {
	w := &testGoroutineWatch{t: t, before: map[string]bool{}, alone: runtime.NumGoroutine()}
	for _, g := range testDumpGoroutines() {
		w.before[g.id] = true
	}
	return w
}

// others returns the goroutines that came since the watch began.
func (w *testGoroutineWatch) others() []testDumpedGoroutine {
	var all []testDumpedGoroutine
	for _, g := range testDumpGoroutines() {
		if !w.before[g.id] {
			all = append(all, g)
		}
	}
	return all
}

func testAllBlocked(all []testDumpedGoroutine) bool {
	for _, g := range all {
		if !g.blocked() {
			return false
		}
	}
	return true
}

// settle returns when all goroutines have got as far as they can: true, or false where some run in circles.
func (w *testGoroutineWatch) settle() bool {
	for try := testQuickTries - 20; try < testQuickTries+testSettleLooks; try++ {
		testLetOthersRun(try)
		if testAllBlocked(w.others()) {
			return true
		}
	}
	return false
}

// testLetOthersRun steps aside: at first for a moment, later for longer.
func testLetOthersRun(try int) {
	if try < testQuickTries {
		runtime.Gosched()
		return
	}
	time.Sleep(min(time.Millisecond*time.Duration(try-testQuickTries+1), testLongestPause))
}

// waitFor returns true once ready says so, and false when that will never be.
func (w *testGoroutineWatch) waitFor(ready func() bool) bool {
	return w.waitWhileBlocked(ready, testStuckAfter)
}

// waitWhileBlocked is waitFor that gives up when all have been blocked for so long.
func (w *testGoroutineWatch) waitWhileBlocked(ready func() bool, limit time.Duration) bool {
	blockedSince, looks := time.Now(), 0
	for try := 0; !ready(); try++ {
		testLetOthersRun(try)
		if try < testQuickTries+2 {
			continue // too early to look
		}
		if looks++; !testAllBlocked(w.others()) {
			blockedSince, looks = time.Now(), 0
		}
		if looks > testStuckLooks && time.Since(blockedSince) > limit || try > testQuickTries+testEndlessLooks {
			return ready()
		}
	}
	return true
}

// closes waits until c is closed. It returns false when that will never be.
func (w *testGoroutineWatch) closes(c <-chan struct{}) bool {
	return w.waitFor(func() bool { return testIsClosed(c) })
}

func testIsClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// nobodyLeft requires that all goroutines that came since the watch began have ended.
func (w *testGoroutineWatch) nobodyLeft(when string) {
	w.t.Helper()
	gone := func() bool { return runtime.NumGoroutine() <= w.alone && len(w.others()) == 0 }
	if w.waitFor(gone) || len(w.others()) == 0 {
		return
	}
	require.FailNow(w.t, testWords("a goroutine is left", "고루틴이 남아 있습니다"), testWords("expected: %s no goroutine of the map is left\nwhat happened: there still are\n%s",
		"기대한 것: %s 맵의 고루틴이 남아 있지 않아야 합니다\n일어난 일: 아직 있습니다.\n%s"),
		when, testPlaces(w.others()))
}

// inFakeTime runs f in a bubble where time passes when all are blocked. It returns
// false where time stands still, because a goroutine waits for a lock.
func (w *testGoroutineWatch) inFakeTime(f func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { _ = recover() }() // the bubble ended with goroutines left: another step's matter
		synctest.Test(w.t, func(*testing.T) { f() })
	}()
	return w.waitWhileBlocked(func() bool { return testIsClosed(done) }, testBubbleStuckAfter)
}
