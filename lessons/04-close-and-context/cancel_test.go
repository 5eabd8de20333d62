package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step waiting-to-send: while the map is busy, a caller whose context ends stops waiting.
func TestWaitingToSend(t *testing.T) {
	w := testNewWatch(t)
	for _, method := range testMapMethods {
		for _, kind := range testCancelKinds {
			testCancelOne(w, method, kind)
		}
	}
	testCancelMany(w)
	testCancelBehind(w)
}

// testErrCause is why a context was cancelled. A call returns ctx.Err() all the same.
var testErrCause = errors.New("the test had enough")

// testCancelKinds are the ways to get a context that can be cancelled.
var testCancelKinds = []func() (context.Context, context.CancelFunc){
	func() (context.Context, context.CancelFunc) { return context.WithCancel(testNoLimit) },
	func() (context.Context, context.CancelFunc) { return context.WithTimeout(testNoLimit, time.Hour) },
	testWithCause,
	func() (context.Context, context.CancelFunc) { // it ends with its parent
		type key struct{}
		parent, cancel := context.WithCancel(testNoLimit)
		return context.WithValue(parent, key{}, 1), cancel
	},
}

// testWithCause returns a context that is cancelled with a cause.
func testWithCause() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(testNoLimit)
	return ctx, func() { cancel(testErrCause) }
}

// What is expected in more than one place.
var (
	testPromptly = testWords("a call whose context ends returns ctx.Err(), even while the map is busy",
		"컨텍스트가 끝난 호출은 맵이 바쁘더라도 ctx.Err()를 돌려주어야 합니다")
	testServesOthers = testWords("the map goes on serving others when nobody takes an answer any more",
		"응답을 받을 호출자가 떠나도 맵은 다른 호출을 계속 처리해야 합니다")
	testNotCancelled   = testWords("a call that nobody cancelled returns", "아무도 취소하지 않은 호출은 돌아와야 합니다")
	testAfterCancelled = testWords("after cancelled calls and Close", "취소된 호출과 Close 뒤에는")
)

// testCancelOne cancels a call that waits for a busy map.
func testCancelOne(w *testGoroutineWatch, method testMapMethod, kind func() (context.Context, context.CancelFunc)) {
	w.t.Helper()
	sm := NewMap()
	w.must("Set", func() error { return sm.Set(testNoLimit, "a", 1) })
	busy := w.makeBusy(sm, testNoLimit, "a")
	ctx, cancel := kind()
	defer cancel()
	c := testStartMethod(method, sm, ctx, "a")
	w.settle()
	early := testIsClosed(c.done)
	cancel()
	w.returned(c, testPromptly)
	told := early && c.err == nil // it needed not wait
	if !told {
		require.ErrorIs(w.t, c.err, context.Canceled, testWords("expected: %s returns ctx.Err()", "기대한 것: %s 호출은 ctx.Err()를 돌려주어야 합니다"), testLineOf(method.name))
	}
	w.servesOn(sm, busy)
	if told && method.writes {
		busy.notTooEarly(w.t, c)
	}
}

// testCancelMany cancels more calls than any queue of commands has room for.
func testCancelMany(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	var calls []*testStartedCall
	for range 30 {
		for _, method := range testMapMethods {
			calls = append(calls, testStartMethod(method, sm, ctx, "a"))
		}
	}
	w.settle()
	cancel()
	for _, c := range calls {
		w.returned(c, testPromptly)
	}
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	busy.release()
	w.returned(closing, testCloseReturns)
	w.returned(busy.update, testNotCancelled)
	w.nobodyLeft(testAfterCancelled)
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
	cancel()
	for _, c := range calls {
		w.returned(c, testPromptly)
	}
	busy.release()
	for _, c := range append(patient, busy.update) {
		w.returned(c, testNotCancelled)
		require.NoError(w.t, c.err, testWords("expected: %s, which nobody cancelled, returns nil",
			"기대한 것: 아무도 취소하지 않은 %s 호출은 nil을 돌려주어야 합니다"), testLineOf(c.name))
	}
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// servesOn releases a busy map and requires that it does its work, and ends.
func (w *testGoroutineWatch) servesOn(sm *SharedMap, busy *testBusyMap) {
	w.t.Helper()
	busy.release()
	w.returned(busy.update, testWords("an Update that was not cancelled is carried out",
		"취소되지 않은 Update는 처리되어야 합니다"))
	assert.NoError(w.t, busy.update.err, testWords("expected: the Update that nobody cancelled returns nil",
		"기대한 것: 아무도 취소하지 않은 Update는 nil을 돌려주어야 합니다"))
	expected := testWords("after a cancelled call the map goes on serving the others",
		"호출 하나가 취소된 뒤에도 맵은 다른 호출을 계속 처리해야 합니다")
	for _, method := range testMapMethods {
		c := testStartMethod(method, sm, testNoLimit, "b")
		w.returned(c, expected)
		require.NoError(w.t, c.err, testWords("expected: %s: %s", "기대한 것: %s. %s"), expected, testLineOf(method.name))
	}
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// Step waiting-for-reply: the same once the map has taken the command.
func TestWaitingForReply(t *testing.T) {
	w := testNewWatch(t)
	sm := NewMap()
	for key, value := range testKept {
		w.must("Set", func() error { return sm.Set(testNoLimit, key, value) })
	}
	for range 20 { // one abandoned reply may have found room, and a channel that is used again may come late
		w.abandon(sm, "a")
	}
	testCancelDead(w, sm)
	testCancelInside(w, sm)
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// testKept is what is in the map while calls of other keys are abandoned.
var testKept = map[string]any{"kept 1": 1, "kept 2": 2, "kept 3": 3, "kept 4": 4}

// abandon cancels an Update that the map has begun, and requires that the map
// goes on when its function has returned: those who wait meanwhile get the answers to what they asked.
func (w *testGoroutineWatch) abandon(sm *SharedMap, key string) {
	w.t.Helper()
	ctx, cancel := testWithCause()
	defer cancel()
	busy := w.makeBusy(sm, ctx, key)
	w.settle()
	cancel()
	w.returned(busy.update, testWords("a call whose context ends returns ctx.Err(), also when the map has taken its command",
		"컨텍스트가 끝난 호출은 맵이 명령을 이미 받았더라도 ctx.Err()를 돌려주어야 합니다"))
	require.ErrorIs(w.t, busy.update.err, context.Canceled, testWords("expected: %s returns ctx.Err()", "기대한 것: %s 호출은 ctx.Err()를 돌려주어야 합니다"), testLineOf("Update"))
	var gets []*testStartedCall
	for key, want := range testKept {
		gets = append(gets, testStartCall("Get", func() error {
			value, found, err := sm.Get(testNoLimit, key)
			if err == nil && (value != want || !found) {
				return fmt.Errorf("(%v, %v)", value, found)
			}
			return err
		}))
	}
	w.settle()
	busy.release()
	for _, c := range gets {
		w.returned(c, testServesOthers)
		if c.err != nil {
			require.FailNow(w.t, testWords("an answer to another question", "다른 호출의 응답을 받았습니다"), testWords("expected: after an abandoned Update, %s returns the value of its key\nwhat happened: it returned %v",
				"기대한 것: Update를 기다리던 호출자가 떠난 뒤에도 %s 호출은 자기 키의 값을 돌려주어야 합니다\n일어난 일: %v 결과를 돌려주었습니다"), testLineOf("Get"), c.err)
		}
	}
	w.goesOn(sm)
}

// goesOn requires that all five methods still succeed.
func (w *testGoroutineWatch) goesOn(sm *SharedMap) {
	w.t.Helper()
	expected := testServesOthers
	for _, method := range testMapMethods {
		c := testStartMethod(method, sm, testNoLimit, "b")
		w.returned(c, expected)
		require.NoError(w.t, c.err, testWords("expected: %s: %s", "기대한 것: %s. %s"), expected, testLineOf(method.name))
	}
}

// testCancelDead makes calls that were cancelled before they began. Whatever the map
// does with them, it goes on.
func testCancelDead(w *testGoroutineWatch, sm *SharedMap) {
	w.t.Helper()
	dead, cancel := context.WithCancel(testNoLimit)
	cancel()
	for i := range 32 {
		for _, method := range testMapMethods {
			w.settle()
			c := testStartMethod(method, sm, dead, fmt.Sprint("dead ", i))
			w.returned(c, testServesOthers)
		}
	}
	w.goesOn(sm)
}
