package main

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
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

// testLineOf names a method and the line of sharedmap.go where it begins.
func testLineOf(name string) string {
	method, ok := reflect.TypeFor[*SharedMap]().MethodByName(name)
	if !ok {
		return name
	}
	pc := method.Func.Pointer()
	file, line := runtime.FuncForPC(pc).FileLine(pc)
	return fmt.Sprintf("%s (%s:%d)", name, filepath.Base(file), line)
}

// testStartedCall is a call that runs in a goroutine of its own.
type testStartedCall struct {
	name     string
	done     chan struct{} // closed when the call has returned
	err      error         // these are read after done
	panicked string
}

// testStartCall calls f in a goroutine. A panic is kept, with its line.
func testStartCall(name string, f func() error) *testStartedCall {
	c := &testStartedCall{name: name, done: make(chan struct{})}
	go func() {
		defer close(c.done)
		defer func() {
			if r := recover(); r != nil {
				c.panicked = fmt.Sprintf(testWords("panic: %v, at %s", "패닉: %v, 위치: %s"), r, testPanicLine(string(debug.Stack())))
			}
		}()
		c.err = f()
	}()
	return c
}

// testPanicLine finds the line of sharedmap.go that panicked.
func testPanicLine(stack string) string {
	if _, below, found := strings.Cut(stack, "\npanic("); found {
		stack = below
	}
	return testSharedmapLine(stack)
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
func (w *testGoroutineWatch) returned(c *testStartedCall, expected string) {
	w.t.Helper()
	if !w.closes(c.done) {
		require.FailNow(w.t, testWords(c.name+" does not return", c.name+": 끝나지 않습니다"), testWords("expected: %s\nwhat happened: %s waits for ever. Goroutines wait at\n%s",
			"기대한 것: %s\n일어난 일: %s: 영원히 기다립니다. 고루틴들이 기다리는 곳:\n%s"),
			expected, testLineOf(c.name), testPlaces(w.others()))
	}
	w.noPanic(c, expected)
}

// noPanic requires that c, which has returned, did not panic.
func (w *testGoroutineWatch) noPanic(c *testStartedCall, expected string) {
	w.t.Helper()
	if c.panicked != "" {
		require.FailNow(w.t, testWords(c.name+" panics", c.name+": 패닉이 일어났습니다"), testWords("expected: %s\nwhat happened: %s", "기대한 것: %s\n일어난 일: %s"), expected, c.panicked)
	}
}

// must requires that the named call succeeds: the plain use that a test builds on.
func (w *testGoroutineWatch) must(name string, f func() error) {
	w.t.Helper()
	c := testStartCall(name, f)
	w.returned(c, testWords(name+" returns nil", name+" 호출은 nil을 돌려주어야 합니다"))
	require.NoError(w.t, c.err, testWords("expected: %s returns nil", "기대한 것: %s 호출은 nil을 돌려주어야 합니다"), testLineOf(name))
}

// testBusyMap is a map that is in the middle of an Update: its function waits at a gate.
type testBusyMap struct {
	update  *testStartedCall
	release func()       // opens the gate
	calls   atomic.Int32 // how many times the function was called
}

// makeBusy starts an Update of key and returns when its function waits at the gate.
func (w *testGoroutineWatch) makeBusy(sm *SharedMap, ctx context.Context, key string) *testBusyMap {
	w.t.Helper()
	b, entered := testStartBusy(sm, ctx, key)
	if !w.closes(entered) {
		if testIsClosed(b.update.done) {
			w.noPanic(b.update, testWords("Update calls its function", "Update는 받은 함수를 불러야 합니다"))
		}
		require.FailNow(w.t, testWords("Update does not call its function", "Update가 받은 함수를 부르지 않습니다"), testWords("expected: %s calls the function that it is given\nwhat happened: goroutines wait at\n%s",
			"기대한 것: %s 호출은 받은 함수를 불러야 합니다\n일어난 일: 고루틴들이 기다리는 곳:\n%s"),
			testLineOf("Update"), testPlaces(w.others()))
	}
	return b
}

// testStartBusy starts an Update of key. entered is closed when its function waits.
func testStartBusy(sm *SharedMap, ctx context.Context, key string) (b *testBusyMap, entered chan struct{}) {
	gate, entered := make(chan struct{}), make(chan struct{})
	b = &testBusyMap{release: sync.OnceFunc(func() { close(gate) })}
	b.update = testStartCall("Update", func() error {
		_, err := sm.Update(ctx, key, func(any, bool) any {
			if b.calls.Add(1) == 1 {
				close(entered)
			}
			<-gate
			return "busy"
		})
		return err
	})
	return b, entered
}

// notTooEarly requires that c, which was told nil for a write of the key that b's
// Update was working on, was not told so before it was carried out. Only a map that
// calls the Update's function once more, or not at all in the end, may be so early.
// It is asked after the Update has returned.
func (b *testBusyMap) notTooEarly(t *testing.T, c *testStartedCall) {
	t.Helper()
	if b.update.err == nil && b.calls.Load() == 1 {
		require.FailNow(t, testWords(c.name+" returned too early", c.name+": 너무 일찍 돌아왔습니다"), testWords("expected: %s returns nil only after the map has carried it out\nwhat happened: it returned nil while the map was in the middle of an Update of the same key",
			"기대한 것: %s 호출은 맵이 처리한 뒤에만 nil을 돌려주어야 합니다\n일어난 일: 맵이 같은 키의 Update를 처리하는 동안 nil을 돌려주었습니다"),
			testLineOf(c.name))
	}
}
