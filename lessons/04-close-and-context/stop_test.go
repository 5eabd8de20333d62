package main

import (
	"context"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// What is expected in more than one place.
var (
	testCloseReturns = testWords("Close returns once the map has stopped", "Close는 맵이 멈추면 끝나야 합니다")
	testBegunReturns = testWords("an Update that the map had begun returns", "맵이 처리하기 시작한 Update는 끝나야 합니다")
	testAfterClose   = testWords("after Close", "Close 뒤에는")
	testCloseWaits   = testWords("Close returns only when the map's goroutine has ended, however long that takes",
		"Close는 아무리 오래 걸려도 맵의 고루틴이 끝난 뒤에 끝나야 합니다")
)

// Step stop: Close returns when the map's goroutine has ended, with the map.
func TestStop(t *testing.T) {
	w := testBegin(t)
	ctx, cancel := context.WithCancel(testNoLimit) // lives longer than the map
	defer cancel()
	for _, ctx := range []context.Context{ctx, testNoLimit, testNeverContext{Context: testNoLimit}, testNewOwnContext()} {
		testUseAndClose(w, ctx)
	}
	testUseOfMany(w)
	testCloseEmpty(w)
	testMapsAtOnce(w)
	testMapsInTurn(w)
	testCloseWhileBusy(w)
	testCloseAfterAbandoned(w)
	testRegistersNothing(w)
}

// testUseAndClose uses a map with ctx, and closes it.
func testUseAndClose(w *testGoroutineWatch, ctx context.Context) {
	w.t.Helper()
	sm := NewMap()
	want := testPlainUse(w, sm, ctx)
	w.settle()
	m := w.close(sm)
	w.nobodyLeft(testAfterClose)
	w.handsOver(want, m)
	m["mine"] = 2 // its new owner may write to it
}

// testCloseEmpty closes maps in which nothing is.
func testCloseEmpty(w *testGoroutineWatch) {
	w.t.Helper()
	w.handsOver(map[string]any{}, w.close(NewMap()))
	sm := NewMap()
	w.set(sm, testNoLimit, "a", 1)
	w.remove(sm, testNoLimit, "a")
	w.handsOver(map[string]any{}, w.close(sm))
	w.nobodyLeft(testAfterClose)
}

// testMapsAtOnce makes, uses and closes several maps at once, each in a goroutine of its own. Nothing orders what they do.
func testMapsAtOnce(w *testGoroutineWatch) {
	w.t.Helper()
	var calls []*testStartedCall
	for range 3 {
		calls = append(calls, testStartCall("Close", func() error {
			sm := NewMap()
			err := sm.Set(testNoLimit, "a", 1)
			sm.Close()
			return err
		}))
	}
	for _, c := range calls {
		w.returned(c, "close-returns", testCloseReturns)
	}
	w.nobodyLeft(testAfterClose)
}

// testMapsInTurn makes, uses and closes thousands of maps, one after the other: that earlier ones are closed says nothing about a new one.
func testMapsInTurn(w *testGoroutineWatch) {
	w.t.Helper()
	n := testDraw(4200, 4600)
	c := testStartCall("Set", func() error {
		for range n {
			sm := NewMap()
			err := sm.Set(testNoLimit, "a", 1)
			sm.Close()
			if err != nil {
				return err
			}
		}
		return nil
	})
	w.returned(c, "close-returns", testCloseReturns)
	if c.err != nil {
		w.fail("open-map", "Set", testWords("Set on an open map returns nil, however many maps were closed before", "이전에 닫힌 맵이 아무리 많아도, 열린 맵의 Set은 nil을 반환해야 합니다"), testReturnedError(c.err))
	}
	w.nobodyLeft(testAfterClose)
}

// testCloseWhileBusy requires that Close waits for a map that is in the middle of an Update.
func testCloseWhileBusy(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	if testIsClosed(closing.done) && !testIsClosed(busy.update.done) {
		w.stoppedEarly(closing)
	}
	busy.release()
	w.returned(closing, "close-returns", testCloseReturns)
	w.returned(busy.update, "call-returns", testBegunReturns)
	w.nobodyLeft(testAfterClose)
}

// testCloseAfterAbandoned is testCloseWhileBusy after the Update's context has ended: its function is at work all the same,
// whether or not its caller has left.
func testCloseAfterAbandoned(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	busy := w.makeBusy(sm, ctx, "a")
	w.settle()
	cancel()
	w.settle()
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	if testIsClosed(closing.done) {
		w.stoppedEarly(closing)
	}
	busy.release()
	w.returned(closing, "close-returns", testCloseReturns)
}

// testRegistersNothing requires that calls leave nothing behind while the map is open.
func testRegistersNothing(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	w.nothingRegistered(sm, testWords("on an open map", "열린 맵에서"))
	w.nothingLeftByWaiting(sm)
	w.close(sm)
	w.nobodyLeft(testAfterClose)
}

// nothingLeftByWaiting is nothingRegistered for calls that find the map busy and have to wait.
func (w *testGoroutineWatch) nothingLeftByWaiting(sm *SharedMap) {
	w.t.Helper()
	for _, method := range testMapMethods {
		busy, own := w.makeBusy(sm, testNoLimit, "a"), testNewOwnContext()
		var calls []*testStartedCall
		for range testDraw(3, 6) {
			calls = append(calls, testStartMethod(method, sm, own, "a"))
		}
		w.settle()
		busy.release()
		for _, c := range append(calls, busy.update) {
			w.returned(c, "call-returns", testWords(c.name+" returns", c.name+" 호출은 끝나야 합니다"))
		}
		w.noneWaits(own, method.name, testWords("where the map was busy", "맵이 바빴을 때"))
	}
}

// stoppedEarly requires that a Close that returned while the map was busy left
// no goroutine of the map at work.
func (w *testGoroutineWatch) stoppedEarly(closing *testStartedCall) {
	w.t.Helper()
	w.noPanic(closing, "close-returns", testCloseReturns)
	if testMapGoroutines() == 0 {
		return
	}
	f := testFailure("close-waits", "Close", testCloseWaits, testWords("it returned while the function of an Update was at work", "Update의 함수가 실행되는 동안 끝났습니다"))
	f.Waiting, f.Partial = testWaiting(w.others()), true
	testrecord.FailNow(w.t, f)
}
