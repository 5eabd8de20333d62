package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step waiting-to-send: while the map is busy, a caller whose context ends stops waiting.
func TestWaitingToSend(t *testing.T) {
	w := testNewWatch(t)
	for _, method := range testMapMethods {
		testCancelOne(w, method)
	}
	testCancelMany(w)
}

// What is expected in more than one place.
var (
	testPromptly = testWords("a call whose context ends returns ctx.Err(), even while the map is busy",
		"컨텍스트가 끝난 호출은 맵이 바쁘더라도 ctx.Err()를 돌려주어야 합니다")
	testServesOthers = testWords("the map goes on serving others when nobody takes an answer any more",
		"응답을 받을 호출자가 떠나도 맵은 다른 호출을 계속 처리해야 합니다")
	testAfterCancelled = testWords("after cancelled calls and Close", "취소된 호출과 Close 뒤에는")
)

// testCancelOne cancels a call that waits for a busy map.
func testCancelOne(w *testGoroutineWatch, method testMapMethod) {
	w.t.Helper()
	sm := NewMap()
	w.must("Set", func() error { return sm.Set(testNoLimit, "a", 1) })
	busy := w.makeBusy(sm, testNoLimit, "a")
	ctx, cancel := context.WithCancel(testNoLimit)
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
	w.returned(busy.update, testWords("an Update that was not cancelled returns", "취소되지 않은 Update는 돌아와야 합니다"))
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
	w.abandon(sm, "a")
	w.abandon(sm, "a") // and again: one abandoned reply may have found room
	testCancelDead(w, sm)
	testCancelInside(w, sm)
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// abandon cancels an Update that the map has begun, and requires that the map
// goes on when its function has returned.
func (w *testGoroutineWatch) abandon(sm *SharedMap, key string) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	busy := w.makeBusy(sm, ctx, key)
	w.settle()
	cancel()
	w.returned(busy.update, testWords("a call whose context ends returns ctx.Err(), also when the map has taken its command",
		"컨텍스트가 끝난 호출은 맵이 명령을 이미 받았더라도 ctx.Err()를 돌려주어야 합니다"))
	require.ErrorIs(w.t, busy.update.err, context.Canceled, testWords("expected: %s returns ctx.Err()", "기대한 것: %s 호출은 ctx.Err()를 돌려주어야 합니다"), testLineOf("Update"))
	busy.release()
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
