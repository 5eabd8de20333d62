package main

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	callLimit = 1500 * time.Millisecond // the deadline of each call
	farAway   = 10 * time.Second        // a call that takes so long does not heed it
)

// timedCall says how a call with a deadline ended.
type timedCall struct {
	*startedCall
	what     string
	returned bool
	took     time.Duration
	want     time.Duration
}

// Step deadline: a call ends at its deadline, in fake time.
func TestDeadline(t *testing.T) {
	w := newWatch(t)
	var calls []timedCall
	if !w.inFakeTime(func() { calls = callsWithDeadline() }) {
		deadlineInRealTime(w) // a goroutine of the map waits for a lock: fake time stands still
		return
	}
	for _, c := range calls {
		c.check(w)
	}
	require.NotEmpty(t, calls, inWords("expected: calls with a deadline return", "기대한 것: 마감 시각이 있는 호출은 돌아와야 합니다"))
}

// check requires that the call ended when it should, with the right error.
func (c timedCall) check(w *goroutineWatch) {
	w.t.Helper()
	if !c.returned {
		require.FailNow(w.t, inWords(c.name+" does not heed its deadline", c.name+": 마감 시각을 지키지 않습니다"), inWords("expected: %s, %s, ends after %v\nwhat happened: it still waits after %v",
			"기대한 것: %s 호출은 %s %v 뒤에 끝나야 합니다\n일어난 일: %v 뒤에도 기다리고 있습니다"),
			lineOf(c.name), c.what, c.want, c.took)
	}
	w.noPanic(c.startedCall, inWords("a call with a deadline returns", "마감 시각이 있는 호출은 돌아와야 합니다"))
	require.Equal(w.t, c.want.String(), c.took.String(), inWords("expected: %s, %s, ends after %v of fake time, not sooner and not later",
		"기대한 것: %s 호출은 %s 가짜 시간으로 %v 뒤에, 빠르지도 늦지도 않게 끝나야 합니다"), lineOf(c.name), c.what, c.want)
	if c.want == 0 {
		require.NoError(w.t, c.err, inWords("expected: %s, %s, returns nil", "기대한 것: %s 호출은 %s nil을 돌려주어야 합니다"), lineOf(c.name), c.what)
		return
	}
	require.ErrorIs(w.t, c.err, context.DeadlineExceeded, inWords("expected: %s, %s, returns ctx.Err()",
		"기대한 것: %s 호출은 %s ctx.Err()를 돌려주어야 합니다"), lineOf(c.name), c.what)
}

// callsWithDeadline runs in a bubble: it only notes what happens there.
func callsWithDeadline() (calls []timedCall) {
	sm := NewMap()
	for _, method := range mapMethods { // an idle map needs no time at all
		calls = append(calls, timeCall(method, sm, inWords("on an idle map", "맵이 한가할 때"), 0))
	}
	busy, entered := startBusy(sm, noLimit, "a")
	if !closesBy(entered, farAway) {
		return append(calls, timedCall{startedCall: busy.update, what: inWords("on an idle map", "맵이 한가할 때"), took: farAway})
	}
	for _, method := range mapMethods {
		c := timeCall(method, sm, inWords("while the map is busy", "맵이 바쁠 때"), callLimit)
		if c.took != 0 || c.panicked != "" || c.err != nil { // it had to wait
			calls = append(calls, c)
		}
	}
	busy.release()
	closesBy(busy.update.done, farAway)
	calls = append(calls, timeOwnReply(sm))
	if allReturned(calls) {
		var m map[string]any
		closesBy(startClose(sm, &m).done, farAway)
	}
	if allOnTime(calls) {
		calls = append(calls, callWithoutDeadline()...)
	}
	return calls
}

func allOnTime(calls []timedCall) bool {
	for _, c := range calls {
		if !c.returned || c.took != c.want {
			return false
		}
	}
	return true
}

// callWithoutDeadline waits a day for a busy map: without a deadline there is no limit.
func callWithoutDeadline() (calls []timedCall) {
	sm := NewMap()
	busy, _ := startBusy(sm, noLimit, "a")
	time.Sleep(time.Second)
	var started []*startedCall
	for _, method := range mapMethods {
		c := startMethod(method, sm, noLimit, "a")
		started = append(started, c)
		if closesBy(c.done, 24*time.Hour) && (c.err != nil || c.panicked != "") {
			calls = append(calls, timedCall{c, inWords("without a deadline, while the map is busy", "마감 시각이 없으면 맵이 바쁠 때에도"), true, 0, 0})
		}
	}
	busy.release()
	var m map[string]any
	for _, c := range append(started, busy.update) {
		closesBy(c.done, farAway)
	}
	closesBy(startClose(sm, &m).done, farAway)
	return calls
}

func allReturned(calls []timedCall) bool {
	for _, c := range calls {
		if !c.returned {
			return false
		}
	}
	return true
}

// timeCall calls method with a deadline and notes how long it takes.
func timeCall(method mapMethod, sm *SharedMap, what string, want time.Duration) timedCall {
	ctx, cancel := context.WithTimeout(noLimit, callLimit)
	defer cancel()
	began := time.Now()
	c := startMethod(method, sm, ctx, "a")
	returned := closesBy(c.done, farAway)
	return timedCall{c, what, returned, time.Since(began), want}
}

// timeOwnReply times an Update whose own function keeps the map busy.
func timeOwnReply(sm *SharedMap) timedCall {
	ctx, cancel := context.WithTimeout(noLimit, callLimit)
	defer cancel()
	began := time.Now()
	busy, _ := startBusy(sm, ctx, "a")
	returned := closesBy(busy.update.done, farAway)
	took := time.Since(began)
	busy.release()
	return timedCall{busy.update, inWords("while its own function is at work", "자기 함수가 실행되는 동안"), returned, took, callLimit}
}

// closesBy waits for c, in fake time.
func closesBy(c <-chan struct{}, limit time.Duration) bool {
	select {
	case <-c:
		return true
	case <-time.After(limit):
		return isClosed(c)
	}
}

// deadlineInRealTime is the same without a bubble, and so without exact times.
func deadlineInRealTime(w *goroutineWatch) {
	w = newWatch(w.t) // what stands still in the bubble stays there
	sm := NewMap()
	busy := w.makeBusy(sm, noLimit, "a")
	for _, method := range mapMethods {
		ctx, cancel := context.WithTimeout(noLimit, 20*time.Millisecond)
		c := startMethod(method, sm, ctx, "a")
		w.returned(c, inWords("a call whose deadline comes returns ctx.Err(), even while the map is busy",
			"마감 시각이 된 호출은 맵이 바쁘더라도 ctx.Err()를 돌려주어야 합니다"))
		if c.err != nil { // it had to wait
			assert.ErrorIs(w.t, c.err, context.DeadlineExceeded, inWords("expected: %s returns ctx.Err()", "기대한 것: %s 호출은 ctx.Err()를 돌려주어야 합니다"), lineOf(method.name))
		}
		cancel()
	}
	busy.release()
	w.close(sm)
}
