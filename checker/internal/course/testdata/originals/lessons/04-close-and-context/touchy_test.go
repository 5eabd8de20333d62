package main

import (
	"context"
	"fmt"
	"sync/atomic"
)

// touchyContext is a context that does something at a chosen moment: when it is
// asked for Done or Err for the n-th time. So a test reaches into the middle of a
// call without knowing how the call is written.
type touchyContext struct {
	context.Context
	n       int32
	touched atomic.Int32
	do      func()
}

func (c *touchyContext) Done() <-chan struct{} {
	c.touch()
	return c.Context.Done()
}

func (c *touchyContext) Err() error {
	c.touch()
	return c.Context.Err()
}

func (c *touchyContext) touch() {
	if c.touched.Add(1) == c.n {
		c.do()
	}
}

// touches is how often a call is taken to ask its context, at most.
const touches = 5

// cancelInside cancels calls from within, at each moment at which they ask their
// context. Whatever they return, the map goes on.
func cancelInside(w *goroutineWatch, sm *SharedMap) {
	w.t.Helper()
	for _, method := range mapMethods {
		for i := range 20 * touches {
			inner, cancel := context.WithCancel(noLimit)
			ctx := &touchyContext{Context: inner, n: int32(i%touches + 1), do: cancel}
			c := startMethod(method, sm, ctx, fmt.Sprint("inside ", i))
			w.returned(c, servesOthers)
			cancel()
		}
		w.goesOn(sm)
	}
}

// closeInside closes the map while a call is under way, at each moment at which the
// call asks its context: it stands still there until Close has got as far as it can.
func closeInside(w *goroutineWatch) {
	w.t.Helper()
	for n := range touches {
		closeAtTouch(w, int32(n+1))
	}
}

// closeAtTouch starts a Set, a Remove and an Update, holds each at the n-th time that it asks
// its context, and closes the map meanwhile.
func closeAtTouch(w *goroutineWatch, n int32) {
	w.t.Helper()
	sm := NewMap()
	w.must("Set", func() error { return sm.Set(noLimit, removeKey(0), 0) })
	inner, cancel := context.WithCancel(noLimit)
	defer cancel()
	gate := make(chan struct{})
	held := func() context.Context {
		return &touchyContext{Context: inner, n: n, do: func() { <-gate }}
	}
	calls := underWay{
		sets:    []*startedCall{startCall("Set", func() error { return sm.Set(held(), setKey(0), nil) })},
		removes: []*startedCall{startCall("Remove", func() error { return sm.Remove(held(), removeKey(0)) })},
		updates: []*startedCall{startCall("Update", func() error { return addOne(held(), sm) })},
	}
	w.settle()
	var m map[string]any
	closing := startClose(sm, &m)
	w.settle()
	close(gate)
	w.returned(closing, closeReturns)
	w.agree(&calls, m)
	w.nobodyLeft(afterClose)
}
