package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

var testAtDeadline = testWords("a call ends at its deadline, with ctx.Err(), however busy the map is", "맵이 아무리 바빠도 호출은 마감 시각에 ctx.Err()를 반환하며 끝나야 합니다")

// Step deadline: a call ends at its deadline. Here the clock is the real one, so a call may be late but not early. To the last nanosecond it is
// tried in fake time, by TestExploreDeadline.
func TestDeadline(t *testing.T) {
	w := testBegin(t)
	testDeadlineFarAway(w)
	testDeadlineIsNoEnd(w)
	testDeadlineWhileBusy(w)
	testDeadlineOfOwnReply(w)
}

// testDeadlineFarAway makes calls that end long before their deadline.
func testDeadlineFarAway(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	ctx, cancel := context.WithTimeout(testNoLimit, time.Hour)
	defer cancel()
	for _, method := range testMapMethods {
		w.must(method.name, func() error { return method.call(sm, ctx, "a") })
	}
	w.close(sm)
}

// testDeadlineIsNoEnd makes calls with a context that names a deadline which has passed, but that has not ended: Done and Err say whether a context has
// ended, and a type of its own may end later than it said.
func testDeadlineIsNoEnd(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	ctx := testNewOwnContext()
	ctx.state.deadline = time.Now().Add(-time.Hour)
	for _, method := range testMapMethods {
		w.must(method.name, func() error { return method.call(sm, ctx, "a") })
	}
	busy := w.makeBusy(sm, testNoLimit, "a")
	var calls []*testStartedCall
	for _, method := range testMapMethods {
		calls = append(calls, testStartMethod(method, sm, ctx, "a"))
	}
	w.settle()
	busy.release()
	w.carriedOut(append(calls, busy.update))
	w.close(sm)
}

// testTimedCall is a call with a deadline.
type testTimedCall struct {
	*testStartedCall
	ctx   context.Context
	early bool // it returned ctx.Err() while the context had not ended
}

// testStartTimed starts a call whose context ends in some milliseconds.
func testStartTimed(name string, f func(ctx context.Context) error) *testTimedCall {
	limit := time.Duration(testDraw(5_000, 20_000)) * time.Microsecond
	ctx, cancel := context.WithTimeoutCause(testNoLimit, limit, testErrCause)
	c := &testTimedCall{ctx: ctx}
	c.testStartedCall = testStartCall(name, func() error {
		defer cancel()
		err := f(ctx)
		c.early = ctx.Err() == nil
		return err
	})
	return c
}

// testDeadlineWhileBusy makes calls that have to wait until their deadline: behind one that waits without a limit.
func testDeadlineWhileBusy(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	patient := testStartMethod(testMapMethods[0], sm, testNoLimit, "a")
	w.settle()
	var calls []*testTimedCall
	for range testDraw(2, 4) {
		for _, method := range testMapMethods {
			calls = append(calls, testStartTimed(method.name, func(ctx context.Context) error { return method.call(sm, ctx, "a") }))
		}
	}
	w.settle()
	for _, c := range calls {
		w.onTime(c)
	}
	busy.release()
	w.carriedOut([]*testStartedCall{busy.update, patient})
	w.close(sm)
}

// testDeadlineOfOwnReply makes an Update whose own function keeps the map busy until after its deadline.
func testDeadlineOfOwnReply(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	gate := make(chan struct{})
	c := testStartTimed("Update", func(ctx context.Context) error {
		_, err := sm.Update(ctx, "a", func(any, bool) any { <-gate; return 1 })
		return err
	})
	w.settle()
	w.onTime(c)
	close(gate)
	w.close(sm)
}

// onTime requires that c ends, not before its deadline, and with the right error. A call that needed not wait may have returned nil.
func (w *testGoroutineWatch) onTime(c *testTimedCall) {
	w.t.Helper()
	w.returned(c.testStartedCall, "deadline", testAtDeadline)
	switch {
	case c.err == nil:
		// it had not to wait: a read of what nobody changes, say
	case c.early:
		w.fail("deadline", c.name, testAtDeadline, fmt.Sprintf(testWords("it returned %q before the deadline", "마감 시각 전에 %q 오류를 반환했습니다"), c.err))
	case !errors.Is(c.err, context.DeadlineExceeded):
		w.fail("deadline", c.name, testAtDeadline, testReturnedError(c.err))
	}
}
