package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"testing"
)

// What is expected in more than one place.
var (
	testNilOrClosed = testWords("a call that is on its way while the map closes returns nil or ErrClosed", "맵이 닫히는 동안 처리 중인 호출은 nil이나 ErrClosed를 반환해야 합니다")
	testKeepsWord   = testWords("what was told nil is in the map that Close hands over, what was told ErrClosed is not",
		"nil을 받은 것은 Close가 넘겨주는 맵에 있고, ErrClosed를 받은 것은 없어야 합니다")
)

// Step nothing-lost: what was told nil is in the map that Close hands over, what was
// told ErrClosed is not.
func TestNothingLost(t *testing.T) {
	w := testBegin(t)
	for range testDraw(8, 12) {
		testCloseUnderWay(w, testDraw(2, 4))
		testCloseAtFullSpeed(w)
	}
	testCloseUnderWay(w, testDraw(40, 60))
	testCloseInside(w)
	testCancelWhileClosing(w)
	for range 8 { // a map that finds a command and Close at once may take either
		testClosesWhileQueued(w)
	}
	testMethodThenClose(w)
	testReadUntilClosed(w)
}

// testCancelWhileClosing cancels calls that came after Close had begun, while the map is still busy: they return at once.
func testCancelWhileClosing(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	patient := testStartMethod(testMapMethods[0], sm, testNoLimit, "a") // Close may have to wait for it
	w.settle()
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	var calls []*testStartedCall
	for _, method := range testMapMethods {
		calls = append(calls, testStartMethod(method, sm, ctx, "b"))
	}
	w.settle()
	cancel()
	for _, c := range calls {
		w.returned(c, "context-error", testWords("a call whose context ends returns, even while the map is busy and Close waits",
			"컨텍스트가 끝난 호출은 맵이 바쁘고 Close가 기다리는 동안에도 끝나야 합니다"))
	}
	busy.release()
	w.returned(closing, "close-returns", testCloseReturns)
	w.nilOrClosed([]*testStartedCall{busy.update, patient})
	w.nobodyLeft(testAfterClose)
}

// testClosesWhileQueued calls Close several times while one Update is at work and another waits. Where the map carries out what waits, every Close waits
// for that too.
func testClosesWhileQueued(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	queued, entered := testStartBusy(sm, testNoLimit, "b")
	w.settle()
	_, closing := testStartCloses(sm, testDraw(3, 6))
	w.settle()
	busy.release()
	w.settle()
	if testIsClosed(entered) { // the map is at work on it
		w.noneEarly(closing)
	}
	queued.release()
	for _, c := range closing {
		w.returned(c, "close-returns", testCloseReturns)
	}
	w.nilOrClosed([]*testStartedCall{busy.update, queued.update})
	w.nobodyLeft(testAfterClose)
}

// testUnderWay are calls that are on their way while the map closes.
type testUnderWay struct {
	sets, removes, updates, fresh, reads []*testStartedCall
}

func testSetKey(i int) string    { return fmt.Sprint("set ", i) }
func testRemoveKey(i int) string { return fmt.Sprint("remove ", i) }
func testFreshKey(i int) string  { return fmt.Sprint("fresh ", i) }

const testCounterKey = "counter"

// start starts one call of each kind.
func (u *testUnderWay) start(sm *SharedMap, ctx context.Context) {
	i := len(u.sets)
	u.sets = append(u.sets, testStartCall("Set", func() error { return sm.Set(ctx, testSetKey(i), nil) }))
	u.removes = append(u.removes, testStartCall("Remove", func() error { return sm.Remove(ctx, testRemoveKey(i)) }))
	u.updates = append(u.updates, testStartCall("Update", func() error { return testAddOne(ctx, sm) }))
	u.fresh = append(u.fresh, testStartCall("Update", func() error {
		_, err := sm.Update(ctx, testFreshKey(i), func(any, bool) any { return nil })
		return err
	}))
	u.reads = append(u.reads, testStartCall("Get", func() error {
		_, _, err := sm.Get(ctx, testCounterKey)
		return err
	}), testStartCall("Count", func() error {
		_, err := sm.Count(ctx)
		return err
	}))
}

// testAddOne adds one to the counter.
func testAddOne(ctx context.Context, sm *SharedMap) error {
	_, err := sm.Update(ctx, testCounterKey, func(old any, _ bool) any {
		n, _ := old.(int)
		return n + 1
	})
	return err
}

// testCloseUnderWay closes a busy map for which n calls of each kind wait, and while it closes as many come.
func testCloseUnderWay(w *testGoroutineWatch, n int) {
	w.t.Helper()
	sm := NewMap()
	for i := range 2 * n {
		w.set(sm, testNoLimit, testRemoveKey(i), i)
	}
	w.set(sm, testNoLimit, "a", 1)
	ctx := testNewOwnContext() // lives longer than the map
	busy := w.makeBusy(sm, ctx, "a")
	write := testStartCall("Set", func() error { return sm.Set(testNoLimit, "a", 2) })
	var calls testUnderWay
	for range n {
		calls.start(sm, ctx)
	}
	w.settle()
	early := testIsClosed(write.done)

	var handed map[string]any
	closing := testStartCall("Close", func() error { handed = testCopyAndWrite(sm.Close()); return nil })
	w.settle()
	for range n {
		calls.start(sm, ctx)
	}
	w.settle()
	busy.release()
	w.returned(closing, "close-returns", testCloseReturns)
	w.nilOrClosed([]*testStartedCall{busy.update, write})
	if early && write.err == nil {
		busy.notTooEarly(w, write)
	}
	w.agree(&calls, handed)
	if changed := handed["a"] != 1; changed != (busy.update.err == nil || write.err == nil) {
		w.fail("word-kept", "Update", testKeepsWord, testWords("of a Set and an Update of one key the map does not show what they were told", "같은 키에 대한 Set과 Update가 받은 답이 맵과 다릅니다"))
	}
	w.nobodyLeft(testAfterClose)
	w.noneWaits(ctx, "", testWords("while the map closed", "맵이 닫히는 동안"))
}

// testCopyAndWrite returns what is in m, and then writes to m as its new owner. Who still reads m is reported by the race detector.
func testCopyAndWrite(m map[string]any) map[string]any {
	handed := maps.Clone(m)
	for key := range m {
		m[key] = testOwnersValue
	}
	if m != nil {
		m["mine"] = testOwnersValue
	}
	return handed
}

// nilOrClosed requires that each call returns, with nil or with ErrClosed.
func (w *testGoroutineWatch) nilOrClosed(calls []*testStartedCall) {
	w.t.Helper()
	for _, c := range calls {
		w.returned(c, "nil-or-closed", testNilOrClosed)
		if c.err != nil && !errors.Is(c.err, ErrClosed) {
			w.fail("nil-or-closed", c.name, testNilOrClosed, testReturnedError(c.err))
		}
	}
}

// agree requires that what the calls were told is true of m.
func (w *testGoroutineWatch) agree(calls *testUnderWay, m map[string]any) {
	w.t.Helper()
	for _, some := range [][]*testStartedCall{calls.sets, calls.removes, calls.updates, calls.fresh, calls.reads} {
		w.nilOrClosed(some)
	}
	if m == nil {
		w.fail("close-hands-over", "Close", testWords("Close hands over the map", "Close는 맵을 넘겨주어야 합니다"), testWords("it returned nil", "nil을 반환했습니다"))
	}
	for i, c := range calls.sets {
		_, found := m[testSetKey(i)]
		w.told(c, found)
	}
	for i, c := range calls.fresh {
		_, found := m[testFreshKey(i)]
		w.told(c, found)
	}
	for i, c := range calls.removes {
		_, found := m[testRemoveKey(i)]
		w.told(c, !found)
	}
	added := 0
	for _, c := range calls.updates {
		if c.err == nil {
			added++
		}
	}
	w.addedUp(added, m)
}

// addedUp requires that the counter is the number of Updates that were told nil.
func (w *testGoroutineWatch) addedUp(added int, m map[string]any) {
	w.t.Helper()
	if counter, _ := m[testCounterKey].(int); counter != added {
		w.fail("word-kept", "Update", testKeepsWord, fmt.Sprintf(testWords("%d Updates that each add one were told nil, and the counter is %d", "1을 더하는 Update %d개가 nil을 받았는데 카운터는 %d입니다"), added, counter))
	}
}

// told requires that c was told nil exactly if it was carried out.
func (w *testGoroutineWatch) told(c *testStartedCall, carriedOut bool) {
	w.t.Helper()
	switch {
	case c.err == nil && !carriedOut:
		w.fail("word-kept", c.name, testKeepsWord, testWords("it was told nil, and the map does not show it", "nil을 받았는데 맵에 나타나지 않습니다"))
	case c.err != nil && carriedOut:
		w.fail("word-kept", c.name, testKeepsWord, testWords("it was told ErrClosed, and the map shows it", "ErrClosed를 받았는데 맵에 나타납니다"))
	}
}

// testCloseAtFullSpeed closes a map that nothing holds up.
func testCloseAtFullSpeed(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	told := make([]int, testDraw(3, 6))
	var calls []*testStartedCall
	for i := range told {
		calls = append(calls, testStartCall("Update", func() error {
			for range 30 {
				if err := testAddOne(testNoLimit, sm); err != nil {
					return err
				}
				told[i]++
			}
			return nil
		}))
	}
	m := w.close(sm)
	w.nilOrClosed(calls)
	sum := 0
	for _, n := range told {
		sum += n
	}
	w.addedUp(sum, m)
}

// testMethodThenClose calls a method in one goroutine and then Close in another one, whose caller writes to the map.
func testMethodThenClose(w *testGoroutineWatch) {
	w.t.Helper()
	for _, method := range testMapMethods {
		sm := NewMap()
		w.set(sm, testNoLimit, "a", 1)
		first := testCallLater(method.name, func() error { return method.call(sm, testNoLimit, "a") })
		closing := testCloseAndWrite(sm)
		testInTurn(first, closing)
		w.carriedOut([]*testStartedCall{first.testStartedCall})
		w.returned(closing.testStartedCall, "close-returns", testCloseReturns)
	}
}
