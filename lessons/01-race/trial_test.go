package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// testTrial is one call of a function of tally.go. It runs in a synctest bubble
// whose clock stands still, so time.Sleep never ends there: a clock cannot know
// when work is done. The test watches it from outside the bubble.
//
// A trial knows exactly when nothing moves any more: it looks at the states of
// all its goroutines at one moment. No time limit is guessed.
type testTrial struct {
	t        *testing.T
	name     string // of the function
	gate     *testGate
	bubble   string
	returned chan struct{} // closed when the function has returned
	leave    chan struct{} // closed when the bubble may end
	ended    chan struct{} // closed when the bubble has ended
	spinning []string      // goroutines that wait in a loop
	spun     bool          // whether there ever were any
}

// testTry starts a call. end ends the trial; a trial without end leaves the calls
// that are held where they are, for what they would do next is another step's matter.
func testTry(t *testing.T, name string, g *testGate, call func()) *testTrial {
	t.Helper()
	r := &testTrial{t: t, name: name, gate: g, returned: make(chan struct{}), leave: make(chan struct{}), ended: make(chan struct{})}
	entered := make(chan struct{})
	go func() {
		defer close(r.ended)
		synctest.Test(t, func(*testing.T) {
			r.bubble = testMyBubble()
			go testKeepClockStill(r.leave)
			close(entered)
			call()
			close(r.returned)
			<-r.leave
		})
	}()
	<-entered
	return r
}

// testKeepClockStill waits for a channel from outside the bubble. While a goroutine
// does that, the bubble's time does not pass.
func testKeepClockStill(leave <-chan struct{}) { <-leave }

// hasReturned reports whether the function has returned.
func (r *testTrial) hasReturned() bool {
	select {
	case <-r.returned:
		return true
	default:
		return false
	}
}

// settle waits until every goroutine of the call waits for another one. Those
// that wait in a loop never come to rest: after a while they are no longer looked at.
func (r *testTrial) settle() {
	const limit = 300 * time.Millisecond
	start := time.Now()
	for quiet, looks := 0, 0; quiet < 3; looks++ {
		testPause(looks)
		moving := r.moving()
		if len(moving) == 0 {
			quiet++
			continue
		}
		quiet = 0
		if time.Since(start) > limit {
			r.spinning, r.spun = append(r.spinning, moving...), true
		}
	}
}

// testPause lets other goroutines run, and other programs as well when it takes long.
func testPause(looks int) {
	if looks < 20 {
		runtime.Gosched()
		return
	}
	time.Sleep(100 * time.Microsecond)
}

// finish lets one call after the other go on, always the one that next picks
// from those that are held, and ends the trial.
func (r *testTrial) finish(next func(items []int) int) {
	r.t.Helper()
	for r.settle(); len(r.gate.waiting()) > 0; r.settle() {
		r.gate.release(next(r.gate.waiting()))
	}
	r.end()
}

// reaches waits until the condition holds. It returns false when the condition
// does not hold, nothing moves any more, and so it never will.
func (r *testTrial) reaches(condition func() bool) bool {
	const enough = 50
	for quiet, looks := 0, 0; quiet < enough; looks++ {
		if condition() {
			return true
		}
		testPause(looks)
		if quiet++; len(r.moving()) > 0 {
			quiet = 0
		}
		if quiet > 3 {
			time.Sleep(10 * time.Millisecond)
		}
	}
	return condition()
}

// moving returns the goroutines that can still do something by themselves.
func (r *testTrial) moving() []string {
	var names []string
	for _, g := range testGoroutinesOf(r.bubble) {
		if !g.ours() && g.moves() && !slices.Contains(r.spinning, g.name) {
			names = append(names, g.name)
		}
	}
	return names
}

// shake lets all calls go on at one moment, and does not look until a
// millisecond without a return has passed: looking would stop them.
func (r *testTrial) shake() {
	r.gate.open()
	select {
	case <-r.returned:
	case <-time.After(time.Millisecond):
	}
	r.end()
}

// end lets all calls go on and waits until the function has returned and its goroutines have ended.
func (r *testTrial) end() {
	r.t.Helper()
	r.spinning = nil // a verdict leaves nobody out
	r.gate.open()
	if !r.reaches(r.hasReturned) {
		r.t.Fatal(r.stuck())
	}
	if !r.reaches(func() bool { return len(r.left()) == 0 }) {
		r.t.Fatal(testSay("%s has returned, but goroutines that it started are left behind and wait for ever:",
			"%s 함수는 끝났지만, 시작한 고루틴이 남아서 영원히 기다립니다.", r.name) + r.waiters())
	}
	close(r.leave)
	<-r.ended
	if r.t.Failed() {
		r.t.Fatal(testSay("%s has a data race: two goroutines use the same memory, at least one of them writes, and nothing says who comes first. The race detector's report names the lines.",
			"%s 함수에 데이터 경쟁(data race)이 있습니다. 두 고루틴이 같은 메모리를 쓰는데, 적어도 하나는 값을 바꾸고, 누가 먼저인지 정해 주는 것이 없습니다. 그 줄은 경쟁 감지기의 보고에 있습니다.", r.name))
	}
}

// stuck says why the function does not return.
func (r *testTrial) stuck() string {
	if strings.Contains(r.waiters(), "[sleep]") {
		return testSay("%s waits for the clock. However long a sleep is, the work may take longer; the clock of this test stands still:",
			"%s 함수가 시계를 기다립니다. 아무리 오래 자도 일은 더 오래 걸릴 수 있습니다. 이 테스트의 시계는 멈추어 있습니다.", r.name) + r.waiters()
	}
	return testSay("%s never returns. Nothing moves any more, every goroutine waits:",
		"%s 함수가 끝나지 않습니다. 더 움직이는 것이 없고, 모든 고루틴이 기다립니다.", r.name) + r.waiters()
}

// left returns the goroutines of the call that are still there after it has returned.
func (r *testTrial) left() []testGoroutine {
	return slices.DeleteFunc(testGoroutinesOf(r.bubble), func(g testGoroutine) bool {
		return g.ours() || strings.Contains(g.made, ".testingSynctestTest")
	})
}

// waiters tells where the goroutines wait, one a line.
func (r *testTrial) waiters() string {
	var lines []string
	for _, g := range testGoroutinesOf(r.bubble) {
		if !g.ours() && g.place() != "" {
			lines = append(lines, fmt.Sprintf("    %s  [%s]", g.place(), g.does()))
		}
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "\n")
}

// testSay puts a sentence in the reader's language on lines of its own.
func testSay(english, korean string, args ...any) string {
	return "\n" + fmt.Sprintf(testWords(english, korean), args...) + "\n"
}
