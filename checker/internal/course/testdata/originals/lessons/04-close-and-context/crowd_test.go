package main

import (
	"context"
	"errors"
)

// testManyWait cancels more calls than any queue of commands has room for, and lets as many wait that nobody cancels.
func testManyWait(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	before := len(w.others())
	cancelled := testStartMany(sm, ctx, testDraw(80, 120))
	w.settle()
	w.endEarly(cancelled, ctx, cancel)
	w.settle()
	if left := len(w.others()) - before; left >= len(cancelled)/2 { // a helper of all of them may have come
		w.leftInPlace(left, cancelled)
	}
	testFillQueue(w, sm)
	patient := testStartMany(sm, testNoLimit, testDraw(250, 350))
	w.settle()
	late, cancelLate := context.WithCancel(testNoLimit)
	defer cancelLate()
	behind := testStartMany(sm, late, testDraw(2, 5))
	w.settle()
	w.endEarly(behind, late, cancelLate)
	patient = append(patient, testStartMany(sm, testNoLimit, testDraw(600, 640))...) // thousands at once; they come last, for each look at them takes long
	w.settle()
	busy.release()
	w.carriedOut(append(patient, busy.update))
	w.close(sm)
	w.nobodyLeft(testAfterCancelled)
}

// testStartMany starts n calls of each method.
func testStartMany(sm *SharedMap, ctx context.Context, n int) (calls []*testStartedCall) {
	for range n {
		for _, method := range testMapMethods {
			calls = append(calls, testStartMethod(method, sm, ctx, "a"))
		}
	}
	return calls
}

// testFillQueue calls a busy map thousands of times, one call after the other. Each context ends when the call begins to watch it: there may be room for
// its command in a queue, or not.
func testFillQueue(w *testGoroutineWatch, sm *SharedMap) {
	w.t.Helper()
	n := testDraw(4200, 4600)
	filling := testStartCall("Set", func() error {
		for i := range n {
			ctx := &testEndsWhenWatched{testOwnContext: testNewOwnContext()}
			if err := testMapMethods[i%len(testMapMethods)].call(sm, ctx, "a"); err != nil && !errors.Is(err, ctx.Err()) {
				return err
			}
		}
		return nil
	})
	w.returned(filling, "context-error", testPromptly)
	if filling.err != nil {
		w.fail("context-error", filling.name, testPromptly, testReturnedError(filling.err))
	}
}

// testEndsWhenWatched is a context that ends when it is asked for Done.
type testEndsWhenWatched struct{ testOwnContext }

func (c *testEndsWhenWatched) Done() <-chan struct{} {
	c.cancel()
	return c.testOwnContext.Done()
}
