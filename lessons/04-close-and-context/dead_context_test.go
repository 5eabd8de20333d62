package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// Where luck decides whether a call is carried out, and it is even, it holds for all calls of a test once in 2^90 runs.
func testDeadCalls() int { return testDraw(90, 110) }

var (
	testDeadReturns = testWords("a call whose context is dead from the first moment returns ctx.Err()", "처음부터 컨텍스트가 끝나 있던 호출은 ctx.Err()를 반환해야 합니다")
	testDeadNever   = testWords("a call whose context is dead from the first moment is never carried out", "처음부터 컨텍스트가 끝나 있던 호출은 처리되지 않아야 합니다")
)

// Step already-cancelled: a call whose context is dead is never carried out.
func TestAlreadyCancelled(t *testing.T) {
	w := testBegin(t)
	for _, method := range testMapMethods {
		testNeverCarriedOut(w, method, testDeadContexts())
	}
	testNeverCalledBack(w)
	testDeadWhileBusy(w)
}

// testPastDeadline is a context that was cancelled before its deadline, which has passed since.
type testPastDeadline struct{ context.Context }

func (testPastDeadline) Deadline() (time.Time, bool) { return time.Now().Add(-time.Hour), true }

// testDeadContexts returns contexts that have ended, each in a way of its own.
func testDeadContexts() []context.Context {
	cancelled, cancel := context.WithCancel(testNoLimit)
	cancel()
	late, cancelLate := context.WithDeadline(testNoLimit, time.Now().Add(-time.Hour))
	cancelLate()
	caused, cancelCaused := context.WithCancelCause(testNoLimit)
	cancelCaused(testErrCause)
	child, cancelChild := context.WithTimeout(cancelled, time.Hour)
	cancelChild()
	own := testNewOwnContext()
	own.cancel()
	return []context.Context{cancelled, late, caused, testPastDeadline{child}, own, context.WithValue(own, testNoLimit, 1)}
}

// testNeverCarriedOut calls method with a dead context on keys that are there and on
// keys that are not, and requires that nothing in the map has changed.
func testNeverCarriedOut(w *testGoroutineWatch, method testMapMethod, dead []context.Context) {
	w.t.Helper()
	sm := NewMap()
	old := map[string]any{}
	calls := testDeadCalls()
	for i := range calls / 2 {
		key := fmt.Sprint("old ", i)
		old[key] = i
		w.set(sm, testNoLimit, key, i)
	}
	for i := range calls / 2 {
		ctx := dead[i%len(dead)]
		w.settle() // the map is ready to take a command: what happens is the caller's choice
		w.deadReturns(testStartMethod(method, sm, ctx, fmt.Sprint("old ", i)), ctx)
		w.settle()
		w.deadReturns(testStartMethod(method, sm, ctx, fmt.Sprint("new ", i)), ctx)
	}
	w.deadAfterUse(sm, method)
	w.unchanged(sm, old, method)
	w.close(sm)
}

// deadAfterUse calls method with contexts that other calls were made with while they were alive, the last of them a moment ago.
func (w *testGoroutineWatch) deadAfterUse(sm *SharedMap, method testMapMethod) {
	w.t.Helper()
	for i := range testDraw(2, 4) {
		for _, kind := range testContextKinds {
			ctx, cancel := kind()
			for range testDraw(1, 3) {
				w.must("Get", func() error { _, _, err := sm.Get(ctx, "old 0"); return err })
			}
			w.must(method.name, func() error { return method.call(sm, ctx, "used") })
			w.remove(sm, testNoLimit, "used")
			w.must("Count", func() error { _, err := sm.Count(ctx); return err })
			cancel()
			for _, key := range []string{"old 0", fmt.Sprint("new ", i)} {
				w.deadReturns(testStartMethod(method, sm, ctx, key), ctx)
			}
		}
	}
}

// deadReturns requires that a call with a dead context returns ctx.Err().
func (w *testGoroutineWatch) deadReturns(c *testStartedCall, dead context.Context) {
	w.t.Helper()
	w.returned(c, "context-error", testDeadReturns)
	if !errors.Is(c.err, dead.Err()) {
		w.fail("context-error", c.name, testDeadReturns, testReturned(c.err)+fmt.Sprintf(testWords(", and ctx.Err() is %q", ". ctx.Err()는 %q입니다"), dead.Err()))
	}
}

// unchanged requires that sm holds what old holds.
func (w *testGoroutineWatch) unchanged(sm *SharedMap, old map[string]any, method testMapMethod) {
	w.t.Helper()
	var n int
	w.must("Count", func() (err error) { n, err = sm.Count(testNoLimit); return err })
	changed := 0
	for key, value := range old {
		var got any
		w.must("Get", func() (err error) { got, _, err = sm.Get(testNoLimit, key); return err })
		if !assert.ObjectsAreEqual(value, got) {
			changed++
		}
	}
	if n != len(old) || changed > 0 {
		w.fail("never-carried-out", method.name, testDeadNever,
			fmt.Sprintf(testWords("after %d such calls %d of %d values were changed, and %d keys were there", "그런 호출 %d번 뒤에 값 %[3]d개 가운데 %[2]d개가 바뀌었고, 키는 %[4]d개였습니다"),
				2*len(old), changed, len(old), n))
	}
}

// testNeverCalledBack requires that an Update with a dead context does not call its function.
func testNeverCalledBack(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	var calls atomic.Int32
	dead := testDeadContexts()
	for i := range testDeadCalls() {
		ctx := dead[i%len(dead)]
		w.settle()
		c := testStartCall("Update", func() error {
			_, err := sm.Update(ctx, "a", func(any, bool) any { calls.Add(1); return 1 })
			return err
		})
		w.deadReturns(c, ctx)
	}
	w.close(sm)
	if n := calls.Load(); n > 0 {
		w.fail("never-carried-out", "Update", testDeadNever, fmt.Sprintf(testWords("its function was called %d times", "받은 함수가 %d번 불렸습니다"), n))
	}
}

// testDeadWhileBusy makes calls with dead contexts while the map is busy. They return at once, and are not carried out later.
func testDeadWhileBusy(w *testGoroutineWatch) {
	w.t.Helper()
	dead := testDeadContexts()
	sm := NewMap()
	for i := range dead {
		w.set(sm, testNoLimit, fmt.Sprint("old ", i), i)
	}
	for _, method := range testMapMethods {
		busy := w.makeBusy(sm, testNoLimit, "busy")
		for i, ctx := range dead {
			w.deadReturns(testStartMethod(method, sm, ctx, fmt.Sprint("old ", i)), ctx)
			w.deadReturns(testStartMethod(method, sm, ctx, fmt.Sprint("new ", i)), ctx)
		}
		busy.release()
		w.returned(busy.update, "open-map-answers", testNotCancelled)
	}
	w.settle()
	m := w.close(sm)
	for i := range dead {
		if _, found := m[fmt.Sprint("new ", i)]; found || m[fmt.Sprint("old ", i)] != i {
			w.fail("never-carried-out", "", testDeadNever, testWords("such calls, made while the map was busy, changed the map later", "맵이 바쁠 때 부른 그런 호출이 나중에 맵을 바꾸었습니다"))
		}
	}
}
