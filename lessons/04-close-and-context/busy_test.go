package main

import (
	"context"
	"sync"
	"sync/atomic"
)

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
	if w.closes(entered) {
		return b
	}
	expected := testWords("Update calls the function that it is given", "Update는 받은 함수를 불러야 합니다") + w.waitsForStop()
	if testIsClosed(b.update.done) {
		w.noPanic(b.update, "calls-back", expected)
		w.fail("calls-back", "Update", expected, testWords("it returned without having called it", "함수를 부르지 않고 끝났습니다"))
	}
	w.stuck("Update", "calls-back", expected, testWords("the call waits for ever", "호출이 영원히 기다립니다"))
	return nil
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
func (b *testBusyMap) notTooEarly(w *testGoroutineWatch, c *testStartedCall) {
	w.t.Helper()
	if b.update.err == nil && b.calls.Load() == 1 {
		w.fail("nil-means-done", c.name,
			testWords(c.name+" returns nil only after the map has carried it out", c.name+" 호출은 맵이 처리한 뒤에만 nil을 반환해야 합니다"),
			testWords("it returned nil while the map was in the middle of an Update of the same key", "맵이 같은 키의 Update를 처리하는 동안 nil을 반환했습니다"))
	}
}
