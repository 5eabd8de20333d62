package main

import (
	"context"
	"fmt"
	"sync/atomic"
)

// testTouchyContext is a context that does something at a chosen moment: when it is
// asked for Done or Err for the n-th time. So a test reaches into the middle of a
// call without knowing how the call is written.
type testTouchyContext struct {
	context.Context
	n       int32
	touched atomic.Int32
	do      func()
}

func (c *testTouchyContext) Done() <-chan struct{} {
	c.touch()
	return c.Context.Done()
}

func (c *testTouchyContext) Err() error {
	c.touch()
	return c.Context.Err()
}

func (c *testTouchyContext) touch() {
	if c.touched.Add(1) == c.n {
		c.do()
	}
}

// testTouches is how often a call is taken to ask its context, at most.
const testTouches = 5

// testCancelInside cancels calls from within, at each moment at which they ask their
// context. Whatever they return, the map goes on, and a Set that comes behind them counts.
func testCancelInside(w *testGoroutineWatch, sm *SharedMap) {
	w.t.Helper()
	for _, method := range testMapMethods {
		for i := range 20 * testTouches {
			inner, cancel := context.WithCancel(testNoLimit)
			ctx := &testTouchyContext{Context: inner, n: int32(i%testTouches + 1), do: cancel}
			key := fmt.Sprint("inside ", i%3)
			w.set(sm, testNoLimit, key, 1)
			c := testStartMethod(method, sm, ctx, key)
			w.returned(c, "serves-others", testGoesOn)
			cancel()
			w.set(sm, testNoLimit, key, 1) // the same value, which the call may have taken away
			w.holds(sm, testNoLimit, key, 1, true)
		}
		w.goesOn(sm)
	}
}

// testCloseInside closes the map while a call is under way, at each moment at which the
// call asks its context: it stands still there until Close has got as far as it can.
func testCloseInside(w *testGoroutineWatch) {
	w.t.Helper()
	for n := range testTouches {
		testCloseAtTouch(w, int32(n+1))
	}
}

// testCloseAtTouch starts a Set, a Remove and an Update, holds each at the n-th time that it asks
// its context, and closes the map meanwhile.
func testCloseAtTouch(w *testGoroutineWatch, n int32) {
	w.t.Helper()
	sm := NewMap()
	w.set(sm, testNoLimit, testRemoveKey(0), 0)
	inner, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	gate := make(chan struct{})
	held := func() context.Context {
		return &testTouchyContext{Context: inner, n: n, do: func() { <-gate }}
	}
	calls := testUnderWay{
		sets:    []*testStartedCall{testStartCall("Set", func() error { return sm.Set(held(), testSetKey(0), nil) })},
		removes: []*testStartedCall{testStartCall("Remove", func() error { return sm.Remove(held(), testRemoveKey(0)) })},
		updates: []*testStartedCall{testStartCall("Update", func() error { return testAddOne(held(), sm) })},
	}
	w.settle()
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	close(gate)
	w.returned(closing, "close-returns", testCloseReturns)
	w.agree(&calls, m)
	w.nobodyLeft(testAfterClose)
}
