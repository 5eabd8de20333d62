package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// testErrCause is why a context was cancelled. A call returns ctx.Err() all the same.
var testErrCause = errors.New("the test had enough")

// testContextKind is a way to get a context that can be cancelled.
type testContextKind func() (context.Context, context.CancelFunc)

var testContextKinds = []testContextKind{
	func() (context.Context, context.CancelFunc) { return context.WithCancel(testNoLimit) },
	func() (context.Context, context.CancelFunc) { return context.WithTimeout(testNoLimit, time.Hour) },
	testWithCause,
	func() (context.Context, context.CancelFunc) {
		return context.WithDeadlineCause(testNoLimit, time.Now().Add(time.Hour), testErrCause)
	},
	func() (context.Context, context.CancelFunc) { // it ends with its parent
		type key struct{}
		parent, cancel := context.WithCancel(testNoLimit)
		return context.WithValue(parent, key{}, 1), cancel
	},
	func() (context.Context, context.CancelFunc) { // it is of another type than those of package context
		ctx := testNewOwnContext()
		return ctx, ctx.cancel
	},
	func() (context.Context, context.CancelFunc) { // its parent is
		parent := testNewOwnContext()
		ctx, stop := context.WithTimeout(parent, time.Hour)
		return ctx, func() { parent.cancel(); <-ctx.Done(); stop() }
	},
}

// testWithCause returns a context that is cancelled with a cause.
func testWithCause() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(testNoLimit)
	return ctx, func() { cancel(testErrCause) }
}

// testErrOwn is what Err of a testOwnContext says: neither Canceled nor DeadlineExceeded.
var testErrOwn = errors.New("the test's own context has ended")

// testOwnContext is a context of another type than those of package context. Two of them cannot be compared, and it knows
// how many functions wait for its end, for package context asks such a type to call them.
type testOwnContext struct {
	notes []string // a struct with a slice cannot be compared, nor be the key of a map
	state *testOwnState
}

type testOwnState struct {
	mu         sync.Mutex
	done       chan struct{}
	err        error
	deadline   time.Time // zero for none
	registered map[int]func()
	next       int
}

func testNewOwnContext() testOwnContext {
	return testOwnContext{[]string{"a note"}, &testOwnState{done: make(chan struct{}), registered: map[int]func(){}}}
}

// testNewOwnLimited is a testOwnContext with a deadline that is far away.
func testNewOwnLimited() testOwnContext {
	c := testNewOwnContext()
	c.state.deadline = time.Now().Add(time.Hour)
	return c
}

func (c testOwnContext) Deadline() (time.Time, bool) {
	return c.state.deadline, !c.state.deadline.IsZero()
}
func (c testOwnContext) Done() <-chan struct{} { return c.state.done }
func (c testOwnContext) Value(any) any         { return nil }

func (c testOwnContext) Err() error {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	return c.state.err
}

// AfterFunc is what context.AfterFunc and context.WithCancel call: f is to be called when c ends, unless stop is called before.
func (c testOwnContext) AfterFunc(f func()) (stop func() bool) {
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		go f()
		return func() bool { return false }
	}
	id := s.next
	s.next++
	s.registered[id] = f
	return func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		_, waits := s.registered[id]
		delete(s.registered, id)
		return waits
	}
}

// cancel ends c.
func (c testOwnContext) cancel() {
	s := c.state
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return
	}
	s.err = testErrOwn
	close(s.done)
	for id, f := range s.registered {
		delete(s.registered, id)
		go f()
	}
}

// waiting returns how many functions still wait for the end of c.
func (c testOwnContext) waiting() int {
	c.state.mu.Lock()
	defer c.state.mu.Unlock()
	return len(c.state.registered)
}

// testNeverContext is a context that never ends: its Done is nil. Two of them cannot be compared.
type testNeverContext struct {
	context.Context
	notes []string
}

// nothingRegistered calls each method many times with contexts that live on, and requires that nothing waits for
// their end when the calls have returned: neither a function nor a goroutine.
func (w *testGoroutineWatch) nothingRegistered(sm *SharedMap, when string) {
	w.t.Helper()
	for _, method := range testMapMethods {
		w.settle()
		own, limited, before, calls := testNewOwnContext(), testNewOwnLimited(), len(w.others()), testDraw(10, 20)
		plain, cancel := context.WithCancel(testNoLimit)
		for range calls {
			for _, ctx := range []context.Context{own, limited, plain} {
				w.returned(testStartMethod(method, sm, ctx, "a"), "call-returns", testWords(method.name+" returns", method.name+" 호출은 끝나야 합니다"))
			}
		}
		w.noneWaits(own, method.name, when)
		w.noneWaits(limited, method.name, when)
		if all := w.others(); len(all)-before >= calls {
			w.leftRegistered(method.name, when, all)
		}
		cancel()
	}
}

// noneWaits requires that no function waits for the end of own any more. It is asked when the calls of the named method have returned.
func (w *testGoroutineWatch) noneWaits(own testOwnContext, name, when string) {
	w.t.Helper()
	w.settle()
	if own.waiting() > 0 {
		w.leftRegistered(name, when, nil)
	}
}

// leftRegistered fails the test: calls of the named method left something behind.
func (w *testGoroutineWatch) leftRegistered(name, when string, left []testDumpedGoroutine) {
	w.t.Helper()
	f := testFailure("registration-undone", name,
		testWords("what a call registers with its context (context.AfterFunc, a child context, a goroutine that waits for it) is undone when the call returns",
			"호출이 컨텍스트에 걸어 둔 것(context.AfterFunc, 자식 컨텍스트, 컨텍스트를 기다리는 고루틴)은 호출이 끝날 때 모두 거두어야 합니다"),
		testWords(when+", calls left something behind that waits for the end of their context", when+" 호출이 컨텍스트가 끝나기를 기다리는 것을 남겼습니다"))
	f.Waiting = testWaiting(left)
	testrecord.FailNow(w.t, f)
}
