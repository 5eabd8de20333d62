package main

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	testCallLimit = 1500*time.Millisecond + 300*time.Microsecond // the deadline of each call: no whole number of milliseconds
	testFarAway   = 10 * time.Second                             // a call that takes so long does not heed it
)

// testTimedCall says how a call with a deadline ended.
type testTimedCall struct {
	*testStartedCall
	what     string
	returned bool
	took     time.Duration
	want     time.Duration
}

// Step deadline: a call ends at its deadline, in fake time.
func TestDeadline(t *testing.T) {
	w := testNewWatch(t)
	var calls []testTimedCall
	if !w.inFakeTime(func() { calls = testCallsWithDeadline() }) {
		if !w.settle() {
			require.FailNow(t, testWords("a call runs in circles", "호출이 제자리를 맴돕니다"), testWords("expected: a call waits for its answer or for the end of its context\nwhat happened: it asks again and again without waiting, so fake time, which passes when all wait, stands still. Goroutines are at\n%s",
				"기대한 것: 호출은 응답이나 컨텍스트의 끝을 기다려야 합니다\n일어난 일: 기다리지 않고 거듭 묻기만 해서, 모두가 기다려야 흐르는 가짜 시간이 멈추었습니다. 고루틴들이 있는 곳:\n%s"),
				testPlaces(w.others()))
		}
		testDeadlineInRealTime(w) // a goroutine of the map waits for a lock: fake time stands still
		return
	}
	for _, c := range calls {
		c.check(w)
	}
	require.NotEmpty(t, calls, testWords("expected: calls with a deadline return", "기대한 것: 마감 시각이 있는 호출은 돌아와야 합니다"))
}

// check requires that the call ended when it should, with the right error.
func (c testTimedCall) check(w *testGoroutineWatch) {
	w.t.Helper()
	if !c.returned {
		require.FailNow(w.t, testWords(c.name+" does not heed its deadline", c.name+": 마감 시각을 지키지 않습니다"), testWords("expected: %s, %s, ends after %v\nwhat happened: it still waits after %v",
			"기대한 것: %s 호출은 %s %v 뒤에 끝나야 합니다\n일어난 일: %v 뒤에도 기다리고 있습니다"),
			testLineOf(c.name), c.what, c.want, c.took)
	}
	w.noPanic(c.testStartedCall, testWords("a call with a deadline returns", "마감 시각이 있는 호출은 돌아와야 합니다"))
	require.Equal(w.t, c.want.String(), c.took.String(), testWords("expected: %s, %s, ends after %v of fake time, not sooner and not later",
		"기대한 것: %s 호출은 %s 가짜 시간으로 %v 뒤에, 빠르지도 늦지도 않게 끝나야 합니다"), testLineOf(c.name), c.what, c.want)
	if c.want == 0 {
		require.NoError(w.t, c.err, testWords("expected: %s, %s, returns nil", "기대한 것: %s 호출은 %s nil을 돌려주어야 합니다"), testLineOf(c.name), c.what)
		return
	}
	require.ErrorIs(w.t, c.err, context.DeadlineExceeded, testWords("expected: %s, %s, returns ctx.Err()",
		"기대한 것: %s 호출은 %s ctx.Err()를 돌려주어야 합니다"), testLineOf(c.name), c.what)
}

// testCallsWithDeadline runs in a bubble: it only notes what happens there.
func testCallsWithDeadline() (calls []testTimedCall) {
	sm := NewMap()
	for _, method := range testMapMethods { // an idle map needs no time at all
		calls = append(calls, testTimeCall(method, sm, testWords("on an idle map", "맵이 한가할 때"), 0))
	}
	busy, entered := testStartBusy(sm, testNoLimit, "a")
	if !testClosesBy(entered, testFarAway) {
		return append(calls, testTimedCall{testStartedCall: busy.update, what: testWords("on an idle map", "맵이 한가할 때"), took: testFarAway})
	}
	patient := testStartMethod(testMapMethods[0], sm, testNoLimit, "a") // waits before them all
	for _, method := range testMapMethods {
		c := testTimeCall(method, sm, testWords("while the map is busy", "맵이 바쁠 때"), testCallLimit)
		if c.took != 0 || c.panicked != "" || c.err != nil { // it had to wait
			calls = append(calls, c, testTimeLateContext(method, sm))
		}
	}
	busy.release()
	testClosesBy(busy.update.done, testFarAway)
	testClosesBy(patient.done, testFarAway)
	calls = append(calls, testTimeOwnReply(sm))
	if testAllReturned(calls) {
		var m map[string]any
		testClosesBy(testStartClose(sm, &m).done, testFarAway)
	}
	if testAllOnTime(calls) {
		calls = append(calls, testCallWithoutDeadline()...)
	}
	return calls
}

func testAllOnTime(calls []testTimedCall) bool {
	for _, c := range calls {
		if !c.returned || c.took != c.want {
			return false
		}
	}
	return true
}

// testCallWithoutDeadline waits a day for a busy map: without a deadline there is no limit.
func testCallWithoutDeadline() (calls []testTimedCall) {
	sm := NewMap()
	busy, _ := testStartBusy(sm, testNoLimit, "a")
	time.Sleep(time.Second)
	var started []*testStartedCall
	for _, method := range testMapMethods {
		c := testStartMethod(method, sm, testNoLimit, "a")
		started = append(started, c)
		if testClosesBy(c.done, 24*time.Hour) && (c.err != nil || c.panicked != "") {
			calls = append(calls, testTimedCall{c, testWords("without a deadline, while the map is busy", "마감 시각이 없으면 맵이 바쁠 때에도"), true, 0, 0})
		}
	}
	busy.release()
	var m map[string]any
	for _, c := range append(started, busy.update) {
		testClosesBy(c.done, testFarAway)
	}
	testClosesBy(testStartClose(sm, &m).done, testFarAway)
	return calls
}

func testAllReturned(calls []testTimedCall) bool {
	for _, c := range calls {
		if !c.returned {
			return false
		}
	}
	return true
}

// testTimeCall calls method with a deadline and notes how long it takes.
func testTimeCall(method testMapMethod, sm *SharedMap, what string, want time.Duration) testTimedCall {
	ctx, cancel := context.WithTimeoutCause(testNoLimit, testCallLimit, testErrCause)
	defer cancel()
	return testTimeCallWith(ctx, method, sm, what, want)
}

// testTimeLateContext is testTimeCall of a busy map with a context that ends a moment after its deadline, as any may on
// a busy computer. A call may end at either moment, and always with an error.
func testTimeLateContext(method testMapMethod, sm *SharedMap) testTimedCall {
	inner, cancel := context.WithTimeout(testNoLimit, testCallLimit+testLateBy)
	defer cancel()
	c := testTimeCallWith(testLateContext{inner}, method, sm, testWords("with a context that ends a moment after its deadline", "컨텍스트가 마감 시각보다 조금 늦게 끝나도"), testCallLimit)
	if c.took == testCallLimit+testLateBy {
		c.want = c.took
	}
	return c
}

// testLateBy is how much later than its deadline a testLateContext ends.
const testLateBy = time.Millisecond

// testLateContext is a context that ends testLateBy after its deadline.
type testLateContext struct{ context.Context }

func (c testLateContext) Deadline() (time.Time, bool) {
	deadline, ok := c.Context.Deadline()
	return deadline.Add(-testLateBy), ok
}

// testTimeCallWith calls method with ctx and notes how long it takes.
func testTimeCallWith(ctx context.Context, method testMapMethod, sm *SharedMap, what string, want time.Duration) testTimedCall {
	began := time.Now()
	c := testStartMethod(method, sm, ctx, "a")
	returned := testClosesBy(c.done, testFarAway)
	return testTimedCall{c, what, returned, time.Since(began), want}
}

// testTimeOwnReply times an Update whose own function keeps the map busy.
func testTimeOwnReply(sm *SharedMap) testTimedCall {
	ctx, cancel := context.WithTimeout(testNoLimit, testCallLimit)
	defer cancel()
	began := time.Now()
	busy, _ := testStartBusy(sm, ctx, "a")
	returned := testClosesBy(busy.update.done, testFarAway)
	took := time.Since(began)
	busy.release()
	return testTimedCall{busy.update, testWords("while its own function is at work", "자기 함수가 실행되는 동안"), returned, took, testCallLimit}
}

// testClosesBy waits for c, in fake time.
func testClosesBy(c <-chan struct{}, limit time.Duration) bool {
	select {
	case <-c:
		return true
	case <-time.After(limit):
		return testIsClosed(c)
	}
}

// testDeadlineInRealTime is the same without a bubble, and so without exact times.
func testDeadlineInRealTime(w *testGoroutineWatch) {
	w = testNewWatch(w.t) // what stands still in the bubble stays there
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	patient := testStartMethod(testMapMethods[0], sm, testNoLimit, "a") // waits before them all
	w.settle()
	for _, method := range testMapMethods {
		ctx, cancel := context.WithTimeout(testNoLimit, 20*time.Millisecond)
		c := testStartMethod(method, sm, ctx, "a")
		w.returned(c, testWords("a call whose deadline comes returns ctx.Err(), even while the map is busy",
			"마감 시각이 된 호출은 맵이 바쁘더라도 ctx.Err()를 돌려주어야 합니다"))
		if c.err != nil { // it had to wait
			assert.ErrorIs(w.t, c.err, context.DeadlineExceeded, testWords("expected: %s returns ctx.Err()", "기대한 것: %s 호출은 ctx.Err()를 돌려주어야 합니다"), testLineOf(method.name))
		}
		cancel()
	}
	busy.release()
	w.returned(patient, testWords("a call without a deadline returns once the map has time for it",
		"마감 시각이 없는 호출은 맵이 한가해지면 돌아와야 합니다"))
	w.close(sm)
}
