package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// What is expected in more than one place.
var (
	testPromptly = testWords("a call whose context ends returns ctx.Err(), even while the map is busy",
		"컨텍스트가 끝난 호출은 맵이 바쁘더라도 ctx.Err()를 반환해야 합니다")
	testGoesOn         = testWords("after a cancelled call the map goes on serving the others", "호출 하나가 취소된 뒤에도 맵은 다른 호출을 계속 처리해야 합니다")
	testNotCancelled   = testWords("a call that nobody cancelled returns nil, however many wait", "아무도 취소하지 않은 호출은 아무리 많은 호출이 기다리더라도 nil을 반환해야 합니다")
	testAfterCancelled = testWords("after cancelled calls and Close", "취소된 호출과 Close 뒤에는")
)

// Step waiting-to-send: while the map is busy, a caller whose context ends stops waiting.
func TestWaitingToSend(t *testing.T) {
	w := testBegin(t)
	for _, method := range testMapMethods {
		for _, kind := range testContextKinds {
			testCancelOne(w, method, kind)
		}
	}
	testCancelBehind(w)
	testCancelBefore(w)
	testCancelOneByOne(w)
	testCancelThenClose(w)
	testCallWhileClosing(w)
	testManyWait(w)
}

// testCancelOne cancels a call that waits for a busy map.
func testCancelOne(w *testGoroutineWatch, method testMapMethod, kind testContextKind) {
	w.t.Helper()
	sm := NewMap()
	w.set(sm, testNoLimit, "a", 1)
	busy := w.makeBusy(sm, testNoLimit, "a")
	ctx, cancel := kind()
	defer cancel()
	c := testStartMethod(method, sm, ctx, "a")
	w.settle()
	early := w.endEarly([]*testStartedCall{c}, ctx, cancel)
	w.servesOn(sm, busy)
	if early && method.writes {
		busy.notTooEarly(w, c)
	}
}

// endEarly cancels the context of calls that wait, and requires that all of them return its error. One that needed not wait, such as a read
// that does not ask the map's goroutine, may have returned nil before: endEarly reports whether there was one.
func (w *testGoroutineWatch) endEarly(calls []*testStartedCall, ctx context.Context, cancel func()) (early bool) {
	w.t.Helper()
	told, waiting := make([]bool, len(calls)), 0
	for i, c := range calls {
		if told[i] = testIsClosed(c.done); !told[i] {
			waiting++
		}
	}
	before := len(w.others())
	cancel()
	for i, c := range calls {
		w.returned(c, "context-error", testPromptly)
		if told[i] && c.err == nil {
			early = true
			continue
		}
		w.contextError(c, ctx)
	}
	w.callersGone(before, waiting, calls[0].name)
	return early
}

// callersGone requires that n callers, who have given up, have left nobody behind in their place. before is how many goroutines there were while they
// waited.
func (w *testGoroutineWatch) callersGone(before, n int, name string) {
	w.t.Helper()
	w.settle()
	all := w.others()
	if len(all) <= before-n {
		return
	}
	w.leftByWhoGaveUp(name, len(all)-(before-n), n, all)
}

// leftInPlace fails the test: calls that gave up have left goroutines that wait in their place.
func (w *testGoroutineWatch) leftInPlace(left int, calls []*testStartedCall) {
	w.t.Helper()
	w.leftByWhoGaveUp(calls[0].name, left, len(calls), w.others())
}

func (w *testGoroutineWatch) leftByWhoGaveUp(name string, left, calls int, all []testDumpedGoroutine) {
	w.t.Helper()
	f := testFailure("no-goroutine-left", name, testWords("a call that gives up leaves no goroutine behind", "포기하고 끝난 호출은 고루틴을 남기지 않아야 합니다"),
		fmt.Sprintf(testWords("%d goroutines were left behind by %d calls that gave up while the map was busy", "맵이 바쁜 동안 포기한 호출 %[2]d개가 고루틴 %[1]d개를 남겼습니다"), left, calls))
	f.Waiting = testWaiting(all)
	testrecord.FailNow(w.t, f)
}

// contextError requires that c, which has returned, returned the error of its context.
func (w *testGoroutineWatch) contextError(c *testStartedCall, ctx context.Context) {
	w.t.Helper()
	if !errors.Is(c.err, ctx.Err()) {
		w.fail("context-error", c.name, testPromptly, testReturned(c.err)+fmt.Sprintf(testWords(", and ctx.Err() is %q", ". ctx.Err()는 %q입니다"), ctx.Err()))
	}
}

// testCancelBehind cancels calls that wait behind others, which nobody cancels.
func testCancelBehind(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	var patient, calls []*testStartedCall
	for _, method := range testMapMethods {
		patient = append(patient, testStartMethod(method, sm, testNoLimit, "a"))
		w.settle()
	}
	ctx, cancel := testWithCause()
	defer cancel()
	for _, method := range testMapMethods {
		calls = append(calls, testStartMethod(method, sm, ctx, "a"))
	}
	w.settle()
	w.endEarly(calls, ctx, cancel)
	busy.release()
	w.carriedOut(append(patient, busy.update))
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// testCancelBefore cancels calls that wait before others of the same method and key. The end of one caller's context is nobody else's.
func testCancelBefore(w *testGoroutineWatch) {
	w.t.Helper()
	for _, method := range testMapMethods {
		sm := NewMap()
		busy := w.makeBusy(sm, testNoLimit, "a")
		ctx, cancel := testWithCause()
		leaving := testStartMethod(method, sm, ctx, "b")
		w.settle()
		patient := testStartMethod(method, sm, testNoLimit, "b")
		w.settle()
		w.endEarly([]*testStartedCall{leaving}, ctx, cancel)
		busy.release()
		w.carriedOut([]*testStartedCall{patient, busy.update})
		w.close(sm)
	}
	w.nobodyLeft(testAfterCancelled)
}

// testCancelOneByOne cancels some of many calls that wait, one after the other and in any order: each takes itself out of the line, and nobody else.
func testCancelOneByOne(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	var patient, leaving []*testStartedCall
	var cancels []context.CancelFunc
	for i := range testDraw(20, 30) {
		method, key := testMapMethods[i%len(testMapMethods)], fmt.Sprint(testDraw(0, 3)) // who stays and who leaves ask for the same, in either order
		if i%2 == 0 {
			patient = append(patient, testStartMethod(method, sm, testNoLimit, key))
		} else {
			ctx, cancel := context.WithCancel(testNoLimit)
			defer cancel()
			leaving, cancels = append(leaving, testStartMethod(method, sm, ctx, key)), append(cancels, cancel)
		}
		if i%5 == 0 {
			w.settle()
		}
	}
	w.settle()
	for _, i := range rand.Perm(len(leaving)) {
		cancels[i]()
		w.returned(leaving[i], "context-error", testPromptly)
	}
	busy.release()
	w.carriedOut(append(patient, busy.update))
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// testCallWhileClosing calls a map that is busy while Close waits for it. What such a call answers is open, but when its context ends it returns.
func testCallWhileClosing(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	calls := testStartMany(sm, ctx, 2)
	w.settle()
	cancel()
	for _, c := range calls {
		w.returned(c, "context-error", testPromptly)
	}
	busy.release()
	w.returned(closing, "close-returns", testCloseReturns)
	w.returned(busy.update, "call-returns", testBegunReturns)
	w.nobodyLeft(testAfterCancelled)
}

// testCancelThenClose cancels calls that wait for a busy map, and closes it while it is still busy: nothing of these calls is left.
func testCancelThenClose(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	calls := testStartMany(sm, ctx, testDraw(10, 20))
	w.settle()
	w.endEarly(calls, ctx, cancel)
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	busy.release()
	w.returned(closing, "close-returns", testCloseReturns)
	w.returned(busy.update, "call-returns", testBegunReturns)
	w.nobodyLeft(testAfterCancelled)
}

// carriedOut requires that calls that nobody cancelled return nil.
func (w *testGoroutineWatch) carriedOut(calls []*testStartedCall) {
	w.t.Helper()
	for _, c := range calls {
		w.returned(c, "open-map-answers", testNotCancelled)
		if c.err != nil {
			w.fail("open-map-answers", c.name, testNotCancelled, testReturnedError(c.err)+testWords(", and the map is open", ". 맵은 열려 있습니다"))
		}
	}
}

// servesOn releases a busy map and requires that it does its work, and ends.
func (w *testGoroutineWatch) servesOn(sm *SharedMap, busy *testBusyMap) {
	w.t.Helper()
	busy.release()
	w.carriedOut([]*testStartedCall{busy.update})
	w.goesOn(sm)
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// goesOn requires that all five methods still succeed.
func (w *testGoroutineWatch) goesOn(sm *SharedMap) {
	w.t.Helper()
	for _, method := range testMapMethods {
		c := testStartMethod(method, sm, testNoLimit, "b")
		w.returned(c, "serves-others", testGoesOn)
		if c.err != nil {
			w.fail("serves-others", method.name, testGoesOn, testReturnedError(c.err))
		}
	}
}
