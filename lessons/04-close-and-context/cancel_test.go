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
	w := newWatch(t)
	for _, method := range mapMethods {
		cancelOne(w, method)
	}
	cancelMany(w)
}

// What is expected in more than one place.
var (
	promptly = inWords("a call whose context ends returns ctx.Err(), even while the map is busy",
		"컨텍스트가 끝난 호출은 맵이 바쁘더라도 ctx.Err()를 돌려주어야 합니다")
	servesOthers = inWords("the map goes on serving others when nobody takes an answer any more",
		"응답을 받을 호출자가 떠나도 맵은 다른 호출을 계속 처리해야 합니다")
	afterCancelled = inWords("after cancelled calls and Close", "취소된 호출과 Close 뒤에는")
)

// cancelOne cancels a call that waits for a busy map.
func cancelOne(w *goroutineWatch, method mapMethod) {
	w.t.Helper()
	sm := NewMap()
	w.must("Set", func() error { return sm.Set(noLimit, "a", 1) })
	busy := w.makeBusy(sm, noLimit, "a")
	ctx, cancel := context.WithCancel(noLimit)
	defer cancel()
	c := startMethod(method, sm, ctx, "a")
	w.settle()
	early := isClosed(c.done)
	cancel()
	w.returned(c, promptly)
	told := early && c.err == nil // it needed not wait
	if !told {
		require.ErrorIs(w.t, c.err, context.Canceled, inWords("expected: %s returns ctx.Err()", "기대한 것: %s 호출은 ctx.Err()를 돌려주어야 합니다"), lineOf(method.name))
	}
	w.servesOn(sm, busy)
	if told && method.writes {
		busy.notTooEarly(w.t, c)
	}
}

// cancelMany cancels more calls than any queue of commands has room for.
func cancelMany(w *goroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, noLimit, "a")
	ctx, cancel := context.WithCancel(noLimit)
	defer cancel()
	var calls []*startedCall
	for range 30 {
		for _, method := range mapMethods {
			calls = append(calls, startMethod(method, sm, ctx, "a"))
		}
	}
	w.settle()
	cancel()
	for _, c := range calls {
		w.returned(c, promptly)
	}
	var m map[string]any
	closing := startClose(sm, &m)
	w.settle()
	busy.release()
	w.returned(closing, closeReturns)
	w.returned(busy.update, inWords("an Update that was not cancelled returns", "취소되지 않은 Update는 돌아와야 합니다"))
	w.nobodyLeft(afterCancelled)
}

// servesOn releases a busy map and requires that it does its work, and ends.
func (w *goroutineWatch) servesOn(sm *SharedMap, busy *busyMap) {
	w.t.Helper()
	busy.release()
	w.returned(busy.update, inWords("an Update that was not cancelled is carried out",
		"취소되지 않은 Update는 처리되어야 합니다"))
	assert.NoError(w.t, busy.update.err, inWords("expected: the Update that nobody cancelled returns nil",
		"기대한 것: 아무도 취소하지 않은 Update는 nil을 돌려주어야 합니다"))
	expected := inWords("after a cancelled call the map goes on serving the others",
		"호출 하나가 취소된 뒤에도 맵은 다른 호출을 계속 처리해야 합니다")
	for _, method := range mapMethods {
		c := startMethod(method, sm, noLimit, "b")
		w.returned(c, expected)
		require.NoError(w.t, c.err, inWords("expected: %s: %s", "기대한 것: %s. %s"), expected, lineOf(method.name))
	}
	w.close(sm)
	w.nobodyLeft(afterCancelled)
}

// Step waiting-for-reply: the same once the map has taken the command.
func TestWaitingForReply(t *testing.T) {
	w := newWatch(t)
	sm := NewMap()
	w.abandon(sm, "a")
	w.abandon(sm, "a") // and again: one abandoned reply may have found room
	cancelDead(w, sm)
	cancelInside(w, sm)
	w.close(sm)
	w.nobodyLeft(afterCancelled)
}

// abandon cancels an Update that the map has begun, and requires that the map
// goes on when its function has returned.
func (w *goroutineWatch) abandon(sm *SharedMap, key string) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(noLimit)
	defer cancel()
	busy := w.makeBusy(sm, ctx, key)
	w.settle()
	cancel()
	w.returned(busy.update, inWords("a call whose context ends returns ctx.Err(), also when the map has taken its command",
		"컨텍스트가 끝난 호출은 맵이 명령을 이미 받았더라도 ctx.Err()를 돌려주어야 합니다"))
	require.ErrorIs(w.t, busy.update.err, context.Canceled, inWords("expected: %s returns ctx.Err()", "기대한 것: %s 호출은 ctx.Err()를 돌려주어야 합니다"), lineOf("Update"))
	busy.release()
	w.goesOn(sm)
}

// goesOn requires that all five methods still succeed.
func (w *goroutineWatch) goesOn(sm *SharedMap) {
	w.t.Helper()
	expected := servesOthers
	for _, method := range mapMethods {
		c := startMethod(method, sm, noLimit, "b")
		w.returned(c, expected)
		require.NoError(w.t, c.err, inWords("expected: %s: %s", "기대한 것: %s. %s"), expected, lineOf(method.name))
	}
}

// cancelDead makes calls that were cancelled before they began. Whatever the map
// does with them, it goes on.
func cancelDead(w *goroutineWatch, sm *SharedMap) {
	w.t.Helper()
	dead, cancel := context.WithCancel(noLimit)
	cancel()
	for i := range 32 {
		for _, method := range mapMethods {
			w.settle()
			c := startMethod(method, sm, dead, fmt.Sprint("dead ", i))
			w.returned(c, servesOthers)
		}
	}
	w.goesOn(sm)
}
