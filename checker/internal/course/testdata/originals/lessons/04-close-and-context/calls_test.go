package main

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	godebug "runtime/debug"
	"strings"

	"sharedmap-workshop/checker/testrecord"
)

var testNoLimit = context.Background()

// testMapMethod is one of the five methods that take a context.
type testMapMethod struct {
	name   string
	writes bool
	call   func(sm *SharedMap, ctx context.Context, key string) error
}

var testMapMethods = []testMapMethod{
	{"Set", true, func(sm *SharedMap, ctx context.Context, key string) error {
		return sm.Set(ctx, key, "set")
	}},
	{"Get", false, func(sm *SharedMap, ctx context.Context, key string) error {
		_, _, err := sm.Get(ctx, key)
		return err
	}},
	{"Remove", true, func(sm *SharedMap, ctx context.Context, key string) error {
		return sm.Remove(ctx, key)
	}},
	{"Count", false, func(sm *SharedMap, ctx context.Context, _ string) error {
		_, err := sm.Count(ctx)
		return err
	}},
	{"Update", true, func(sm *SharedMap, ctx context.Context, key string) error {
		_, err := sm.Update(ctx, key, func(any, bool) any { return "updated" })
		return err
	}},
}

// testPlaceOf is the line of sharedmap.go where a method begins.
func testPlaceOf(name string) testrecord.Place {
	method, ok := reflect.TypeFor[*SharedMap]().MethodByName(name)
	if !ok {
		return testrecord.Place{}
	}
	pc := method.Func.Pointer()
	file, line := runtime.FuncForPC(pc).FileLine(pc)
	return testrecord.Place{File: filepath.Base(file), Line: line, Func: "(*SharedMap)." + name}
}

// testFailure is a failure that is about method.
func testFailure(rule, method, expected, happened string) testrecord.Failure {
	return testrecord.Failure{Rule: rule, Method: method, Place: testPlaceOf(method), Expected: expected, Happened: happened}
}

// fail ends the test with a failure that is about method.
func (w *testGoroutineWatch) fail(rule, method, expected, happened string) {
	w.t.Helper()
	f := testFailure(rule, method, expected, happened)
	if w.waitsForStop() != "" && strings.HasSuffix(expected, w.waitsForStop()) {
		f.First = "stop"
	}
	testrecord.FailNow(w.t, f)
}

// testStartedCall is a call that runs in a goroutine of its own.
type testStartedCall struct {
	name     string
	done     chan struct{} // closed when the call has returned
	err      error         // these are read after done
	panicked *testrecord.Panic
}

// testStartCall calls f in a goroutine. A panic is kept, with its line.
func testStartCall(name string, f func() error) *testStartedCall {
	c := &testStartedCall{name: name, done: make(chan struct{})}
	go func() {
		defer close(c.done)
		defer c.keepPanic()
		c.err = f()
	}()
	return c
}

// keepPanic is deferred by the goroutine that makes the call.
func (c *testStartedCall) keepPanic() {
	r := recover()
	if r == nil {
		return
	}
	stack := string(godebug.Stack())
	if _, below, found := strings.Cut(stack, "\npanic("); found {
		stack = below
	}
	c.panicked = &testrecord.Panic{Value: fmt.Sprint(r)}
	if places := testStudentPlaces(stack); len(places) > 0 {
		c.panicked.Place = places[0]
	}
}

// testStartMethod starts one of the five methods on key.
func testStartMethod(m testMapMethod, sm *SharedMap, ctx context.Context, key string) *testStartedCall {
	return testStartCall(m.name, func() error { return m.call(sm, ctx, key) })
}

// testStartClose starts Close. The map is in *m once the call is done.
func testStartClose(sm *SharedMap, m *map[string]any) *testStartedCall {
	return testStartCall("Close", func() error { *m = sm.Close(); return nil })
}

// returned requires that c returns, and by no panic.
func (w *testGoroutineWatch) returned(c *testStartedCall, rule, expected string) {
	w.t.Helper()
	if !w.closes(c.done) {
		w.stuck(c.name, rule, expected, testWords("the call waits for ever", "호출이 영원히 기다립니다"))
	}
	w.noPanic(c, rule, expected)
}

// stuck fails the test, and says where the goroutines are.
func (w *testGoroutineWatch) stuck(name, rule, expected, happened string) {
	w.t.Helper()
	all := w.others()
	if w.circles {
		w.spins(all)
	}
	f := testFailure(rule, name, expected, happened)
	f.Waiting = testWaiting(all)
	testrecord.FailNow(w.t, f)
}

// noPanic requires that c, which has returned, did not panic.
func (w *testGoroutineWatch) noPanic(c *testStartedCall, rule, expected string) {
	w.t.Helper()
	if c.panicked == nil {
		return
	}
	f := testFailure(rule, c.name, expected, testWords(c.name+" panics", c.name+": 패닉이 일어났습니다"))
	f.Panic = c.panicked
	testrecord.FailNow(w.t, f)
}

// must requires that the named call succeeds: the plain use that a test builds on.
func (w *testGoroutineWatch) must(name string, f func() error) {
	w.t.Helper()
	expected := testWords(name+" on an open map returns nil", "열린 맵에서 "+name+" 호출은 nil을 반환해야 합니다") + w.waitsForStop()
	c := testStartCall(name, f)
	w.returned(c, "plain-use", expected)
	if c.err != nil {
		w.fail("plain-use", name, expected, testReturnedError(c.err))
	}
}

// testReturnedError says which error came.
func testReturnedError(err error) string {
	return testWords(fmt.Sprintf("it returned the error %q", err), fmt.Sprintf("%q 오류를 반환했습니다", err))
}

// waitsForStop says that a fault is the business of the step stop, where this is another one.
func (w *testGoroutineWatch) waitsForStop() string {
	if w.t.Name() == "TestStop" {
		return ""
	}
	return testWords(". The step stop tests this first, and this step waits for it", ". stop 단계가 먼저 시험하는 내용이며, 이 단계는 그 단계를 기다립니다")
}

// close calls Close, which must return, and returns what it handed over.
func (w *testGoroutineWatch) close(sm *SharedMap) (m map[string]any) {
	w.t.Helper()
	w.returned(testStartClose(sm, &m), "close-returns", testCloseReturns)
	return m
}
