package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testDeadCalls is how often each method is called. Where luck decides, and it is even,
// it holds so often once in 2^100 runs.
const testDeadCalls = 100

// Step already-cancelled: a call whose context is dead is never carried out.
func TestAlreadyCancelled(t *testing.T) {
	w := testNewWatch(t)
	for _, method := range testMapMethods {
		testNeverCarriedOut(w, method, testDeadContexts())
	}
	testNeverCalledBack(w)
}

// testNeverCalledBack requires that an Update with a dead context does not call its function.
func testNeverCalledBack(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	var calls atomic.Int32
	for i := range testDeadCalls {
		ctx := testDeadContexts()[i%4]
		w.settle()
		c := testStartCall("Update", func() error {
			_, err := sm.Update(ctx, "a", func(any, bool) any { calls.Add(1); return 1 })
			return err
		})
		w.returned(c, testDeadReturns)
	}
	w.close(sm)
	require.Zero(w.t, calls.Load(), testWords("expected: %s with a dead context does not call its function",
		"기대한 것: 컨텍스트가 끝나 있는 %s 호출은 받은 함수를 부르지 않아야 합니다"), testLineOf("Update"))
}

var testDeadReturns = testWords("a call whose context is dead from the first moment returns ctx.Err()",
	"처음부터 컨텍스트가 끝나 있던 호출은 ctx.Err()를 돌려주어야 합니다")

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
	return []context.Context{cancelled, late, caused, testPastDeadline{child}}
}

// testNeverCarriedOut calls method with a dead context on keys that are there and on
// keys that are not, and requires that nothing in the map has changed.
func testNeverCarriedOut(w *testGoroutineWatch, method testMapMethod, dead []context.Context) {
	w.t.Helper()
	sm := NewMap()
	old := map[string]any{}
	for i := range testDeadCalls / 2 {
		key := fmt.Sprint("old ", i)
		old[key] = i
		w.must("Set", func() error { return sm.Set(testNoLimit, key, i) })
	}
	for i := range testDeadCalls / 2 {
		ctx := dead[i%len(dead)]
		testRefusesDead(w, method, sm, ctx, fmt.Sprint("old ", i))
		testRefusesDead(w, method, sm, ctx, fmt.Sprint("new ", i))
	}
	w.unchanged(sm, old, method)
	w.close(sm)
}

// testRefusesDead requires that one call with a dead context returns ctx.Err().
func testRefusesDead(w *testGoroutineWatch, method testMapMethod, sm *SharedMap, dead context.Context, key string) {
	w.t.Helper()
	w.settle() // the map is ready to take a command: what happens is the caller's choice
	c := testStartMethod(method, sm, dead, key)
	w.returned(c, testDeadReturns)
	require.ErrorIs(w.t, c.err, dead.Err(), testWords("expected: %s: %s", "기대한 것: %s. %s"), testDeadReturns, testLineOf(method.name))
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
		require.FailNow(w.t, testWords(method.name+" was carried out", method.name+": 처리되었습니다"), testWords("expected: %s with a dead context is never carried out\nwhat happened: after %d such calls %d of %d values were changed, and %d keys were there",
			"기대한 것: 컨텍스트가 끝나 있는 %s 호출은 처리되지 않아야 합니다\n일어난 일: 그런 호출 %d번 뒤에 값 %d개가 바뀌었고(모두 %d개), 키는 %d개였습니다"),
			testLineOf(method.name), testDeadCalls, changed, len(old), n)
	}
}
