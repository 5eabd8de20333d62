package main

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// Time never decides here. Whether a goroutine has got as far as it can is read from the runtime: all of them are
// blocked, so none will move. To be quite sure, they must all be blocked at each of many looks. Who is at work at each of many
// looks, and uses the processor all the while, runs in circles.
const (
	testStillLooks   = 25 // so often all must be seen blocked
	testCirclesLooks = 25 // so often the same goroutine must be seen at work
	testCirclesTime  = 200 * time.Millisecond
	testQuickTries   = 300 // so often the answer is looked for without a pause
	testLongestPause = 10 * time.Millisecond
)

// testGoroutineWatch tells the goroutines of this test from those that were there before.
type testGoroutineWatch struct {
	t      *testing.T
	before map[string]bool
	alone  int // how many goroutines there were, this one too

	looking time.Duration // the processor time of the looks at all goroutines
	circles bool          // waitFor has found somebody who runs in circles
}

// testBegin is the first line of each step's test.
func testBegin(t *testing.T) *testGoroutineWatch {
	testrecord.Begin(t)
	w := &testGoroutineWatch{t: t, before: map[string]bool{}, alone: runtime.NumGoroutine()}
	for _, g := range testDumpGoroutines() {
		w.before[g.id] = true
	}
	return w
}

// others returns the goroutines that came since the watch began.
func (w *testGoroutineWatch) others() []testDumpedGoroutine {
	began := testrecord.ProcessorTime()
	defer func() { w.looking += testrecord.ProcessorTime() - began }()
	var all []testDumpedGoroutine
	for _, g := range testDumpGoroutines() {
		if !w.before[g.id] {
			all = append(all, g)
		}
	}
	return all
}

// used returns the processor time that was used beside the looks. On a busy machine the looks alone take long, while a goroutine that could move
// does not get its turn.
func (w *testGoroutineWatch) used() time.Duration { return testrecord.ProcessorTime() - w.looking }

// settle returns when all goroutines have got as far as they can. Where some run in circles, or sleep, it fails the test.
func (w *testGoroutineWatch) settle() {
	w.t.Helper()
	circles := testNewCircles(w)
	for try := testQuickTries - 20; ; try++ {
		testLetOthersRun(try)
		all := w.others()
		if testAllBlocked(all) {
			w.noSleep(all)
			return
		}
		if circles.found(all) {
			w.spins(all)
		}
	}
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
	circles, still := testNewCircles(w), 0
	for try := 0; !ready(); try++ {
		testLetOthersRun(try)
		if try < testQuickTries+2 {
			continue // too early to look
		}
		all := w.others()
		if still++; !testAllBlocked(all) {
			still = 0
		}
		w.circles = circles.found(all)
		if still > testStillLooks || w.circles {
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

// testCircles finds goroutines that never stop to wait.
type testCircles struct {
	watch  *testGoroutineWatch
	looks  int
	began  time.Duration   // processor time, without the looks
	atWork map[string]bool // who was at work at each look; nil before the first
}

func testNewCircles(w *testGoroutineWatch) *testCircles {
	return &testCircles{watch: w, began: w.used()}
}

// found takes one more look, and reports whether somebody was at work at all of them. Many goroutines may need more time.
func (c *testCircles) found(all []testDumpedGoroutine) bool {
	still := map[string]bool{}
	for _, g := range all {
		if !g.blocked() && (c.atWork == nil || c.atWork[g.id]) {
			still[g.id] = true
		}
	}
	if c.looks++; len(still) == 0 {
		*c = *testNewCircles(c.watch)
		return false
	}
	c.atWork = still
	enough := testCirclesTime + time.Duration(len(all))*time.Millisecond
	return c.looks > testCirclesLooks && c.watch.used()-c.began > enough
}

// testBlocks is what is expected of whoever waits.
var testBlocks = testWords("a goroutine that waits is blocked: at a channel, a select or a lock", "기다리는 고루틴은 채널이나 select, 잠금에서 멈추어(blocked) 있어야 합니다")

// spins fails the test: some run in circles. Only they are shown: whoever waits meanwhile is not to blame.
func (w *testGoroutineWatch) spins(all []testDumpedGoroutine) {
	w.t.Helper()
	f := testrecord.Failure{Rule: "no-spin", Expected: testBlocks, Happened: testSpinning, Partial: true}
	f.Waiting = testWaiting(slices.DeleteFunc(slices.Clone(all), testDumpedGoroutine.blocked))
	if len(f.Waiting) > 0 {
		f.Place = f.Waiting[0].Stack[0]
	}
	testrecord.FailNow(w.t, f)
}

var testSpinning = testWords("a goroutine spins: it asks again and again, without waiting, and keeps a processor busy with it",
	"고루틴이 기다리지 않고 같은 것을 거듭 물어보며 제자리를 맴돕니다(spin). 그동안 프로세서를 계속 씁니다")

// noSleep requires that nobody sleeps until what it waits for may have come.
func (w *testGoroutineWatch) noSleep(all []testDumpedGoroutine) {
	w.t.Helper()
	for _, g := range all {
		if g.sleepsItself() {
			testrecord.FailNow(w.t, testrecord.Failure{Rule: "no-sleep", Expected: testBlocks, Place: testStudentPlaces(g.stack)[0], Waiting: testWaiting(all),
				Happened: testWords("time.Sleep stands in for waiting", "기다리는 대신 time.Sleep을 부릅니다")})
		}
	}
}

// nobodyLeft requires that all goroutines that came since the watch began have ended.
func (w *testGoroutineWatch) nobodyLeft(when string) {
	w.t.Helper()
	gone := func() bool { return runtime.NumGoroutine() <= w.alone && len(w.others()) == 0 }
	if w.waitFor(gone) {
		return
	}
	all := w.others()
	if len(all) == 0 {
		return
	}
	testrecord.FailNow(w.t, testrecord.Failure{Rule: "no-goroutine-left", Method: "Close", Waiting: testWaiting(all), Partial: !testAllBlocked(all),
		Expected: testWords(when+" no goroutine of the map is left", when+" 맵의 고루틴이 남아 있지 않아야 합니다"),
		Happened: testWords("goroutines are left", "고루틴이 남아 있습니다")})
}
