package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step nothing-lost: what was told nil is in the map that Close hands over, what was
// told ErrClosed is not.
func TestNothingLost(t *testing.T) {
	w := testNewWatch(t)
	for range 10 {
		testCloseUnderWay(w)
		testCloseAtFullSpeed(w)
	}
	testCloseInside(w)
	testCancelWhileClosing(w)
	testClosesWhileQueued(w)
	testSetThenClose(w)
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
		w.returned(c, testWords("a call whose context ends returns, even while the map is busy and Close waits",
			"컨텍스트가 끝난 호출은 맵이 바쁘고 Close가 기다리는 동안에도 돌아와야 합니다"))
	}
	busy.release()
	w.returned(closing, testCloseReturns)
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
	maps := make([]map[string]any, 4)
	var closing []*testStartedCall
	for i := range maps {
		closing = append(closing, testStartClose(sm, &maps[i]))
	}
	w.settle()
	busy.release()
	w.settle()
	if testIsClosed(entered) { // the map is at work on it
		w.noneEarly(closing)
	}
	queued.release()
	for _, c := range closing {
		w.returned(c, testCloseReturns)
	}
	w.nilOrClosed([]*testStartedCall{busy.update, queued.update})
	w.nobodyLeft(testAfterClose)
}

// testUnderWay are calls that are on their way while the map closes.
type testUnderWay struct {
	sets, removes, updates, reads []*testStartedCall
}

func testSetKey(i int) string    { return fmt.Sprint("set ", i) }
func testRemoveKey(i int) string { return fmt.Sprint("remove ", i) }

const (
	testCounterKey = "counter"
	testCallsEach  = 6
)

// start starts one call of each kind.
func (u *testUnderWay) start(sm *SharedMap, ctx context.Context) {
	i := len(u.sets)
	u.sets = append(u.sets, testStartCall("Set", func() error { return sm.Set(ctx, testSetKey(i), nil) }))
	u.removes = append(u.removes, testStartCall("Remove", func() error { return sm.Remove(ctx, testRemoveKey(i)) }))
	u.updates = append(u.updates, testStartCall("Update", func() error { return testAddOne(ctx, sm) }))
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

// testCloseUnderWay closes a busy map for which calls wait, and while it closes more come.
func testCloseUnderWay(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	for i := range testCallsEach {
		w.must("Set", func() error { return sm.Set(testNoLimit, testRemoveKey(i), i) })
	}
	w.must("Set", func() error { return sm.Set(testNoLimit, "a", 1) })
	busy := w.makeBusy(sm, testNoLimit, "a")
	write := testStartCall("Set", func() error { return sm.Set(testNoLimit, "a", 2) })
	ctx, cancel := context.WithCancel(testNoLimit) // lives longer than the map
	defer cancel()
	var calls testUnderWay
	for range testCallsEach / 2 {
		calls.start(sm, ctx)
	}
	w.settle()
	early := testIsClosed(write.done)

	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	for range testCallsEach / 2 {
		calls.start(sm, ctx)
	}
	w.settle()
	busy.release()
	w.returned(closing, testCloseReturns)
	w.nilOrClosed([]*testStartedCall{busy.update, write})
	if early && write.err == nil {
		busy.notTooEarly(w.t, write)
	}
	w.agree(&calls, m)
	require.Equal(w.t, busy.update.err == nil || write.err == nil, m["a"] != 1, testWords("expected: what was told nil is in the map that Close hands over, what was told ErrClosed is not: %s",
		"기대한 것: nil을 받은 것은 Close가 넘겨주는 맵에 있고, ErrClosed를 받은 것은 없어야 합니다. %s"), testLineOf("Update"))
	w.nobodyLeft(testAfterClose)
}

// nilOrClosed requires that each call returns, with nil or with ErrClosed.
func (w *testGoroutineWatch) nilOrClosed(calls []*testStartedCall) {
	w.t.Helper()
	expected := testWords("a call that is on its way while the map closes returns nil or ErrClosed",
		"맵이 닫히는 동안 처리 중인 호출은 nil이나 ErrClosed를 돌려주어야 합니다")
	for _, c := range calls {
		w.returned(c, expected)
		if c.err != nil && !errors.Is(c.err, ErrClosed) {
			require.FailNow(w.t, testWords("a wrong error", "잘못된 오류입니다"), testWords("expected: %s\nwhat happened: %s returned %q",
				"기대한 것: %s\n일어난 일: %s 호출이 %q 오류를 돌려주었습니다"), expected, testLineOf(c.name), c.err)
		}
	}
}

// agree requires that what the calls were told is true of m.
func (w *testGoroutineWatch) agree(calls *testUnderWay, m map[string]any) {
	w.t.Helper()
	for _, some := range [][]*testStartedCall{calls.sets, calls.removes, calls.updates, calls.reads} {
		w.nilOrClosed(some)
	}
	require.NotNil(w.t, m, testWords("expected: %s hands over the map", "기대한 것: %s 호출은 맵을 넘겨주어야 합니다"), testLineOf("Close"))
	for i, c := range calls.sets {
		_, found := m[testSetKey(i)]
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
	counter, _ := m[testCounterKey].(int)
	require.Equal(w.t, added, counter, testWords("expected: the counter is what %s was told nil for; each added one",
		"기대한 것: 카운터는 nil을 받은 %s 호출의 수와 같아야 합니다. 호출마다 1을 더합니다"), testLineOf("Update"))
}

// told requires that c was told nil exactly if it was carried out.
func (w *testGoroutineWatch) told(c *testStartedCall, carriedOut bool) {
	w.t.Helper()
	if c.err == nil && !carriedOut {
		require.FailNow(w.t, testWords(c.name+" is lost", c.name+": 사라졌습니다"), testWords("expected: what was told nil is in the map that Close hands over\nwhat happened: %s was told nil, and the map does not show it",
			"기대한 것: nil을 받은 것은 Close가 넘겨주는 맵에 있어야 합니다\n일어난 일: %s 호출은 nil을 받았는데 맵에 나타나지 않습니다"), testLineOf(c.name))
	}
	if c.err != nil && carriedOut {
		require.FailNow(w.t, testWords(c.name+" was carried out", c.name+": 처리되었습니다"), testWords("expected: what was told ErrClosed is not in the map that Close hands over\nwhat happened: %s was told ErrClosed, and the map shows it",
			"기대한 것: ErrClosed를 받은 것은 Close가 넘겨주는 맵에 없어야 합니다\n일어난 일: %s 호출은 ErrClosed를 받았는데 맵에 나타납니다"), testLineOf(c.name))
	}
}

// testCloseAtFullSpeed closes a map that nothing holds up.
func testCloseAtFullSpeed(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	told := make([]int, 4)
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
	counter, _ := m[testCounterKey].(int)
	require.Equal(w.t, sum, counter, testWords("expected: the counter is what %s was told nil for; each added one",
		"기대한 것: 카운터는 nil을 받은 %s 호출의 수와 같아야 합니다. 호출마다 1을 더합니다"), testLineOf("Update"))
}

// testSetThenClose calls a method in one goroutine and, a second of fake time later, Close
// in another one, with nothing but time between them.
func testSetThenClose(w *testGoroutineWatch) {
	w.t.Helper()
	for _, method := range testMapMethods {
		ok := w.inFakeTime(func() {
			sm := NewMap()
			first := testStartMethod(method, sm, testNoLimit, "a")
			closing := testStartCall("Close", func() error {
				time.Sleep(time.Second)
				sm.Close()
				return nil
			})
			<-first.done
			<-closing.done
		})
		assert.True(w.t, ok, testWords("expected: %s, then Close: both return",
			"기대한 것: %s 호출과 그다음 Close는 둘 다 돌아와야 합니다"), testLineOf(method.name))
	}
}
