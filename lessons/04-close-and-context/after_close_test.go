package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

var testClosedError = testWords("a call on a closed map returns ErrClosed", "닫힌 맵에 대한 호출은 ErrClosed를 반환해야 합니다")

// Step after-close: a call that comes after Close has returned gets ErrClosed.
func TestAfterClose(t *testing.T) {
	w := testBegin(t)
	for range testDraw(60, 90) { // a select with several ready cases picks one at random
		testRefusesEach(w)
	}
	testRefusesMany(w)
	testRefusesDead(w)
	testCalledInTurn(w)
	testLeavesNothing(w)
}

// testRefusesEach calls each method once on a closed map.
func testRefusesEach(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	w.set(sm, testNoLimit, "a", 1)
	for range testDraw(0, 2) { // what was got last may be remembered
		w.holds(sm, testNoLimit, "none", nil, false)
		w.holds(sm, testNoLimit, "a", 1, true)
	}
	m := w.close(sm)
	if m != nil {
		m["a"] = testOwnersValue
	}
	for _, method := range testMapMethods {
		for _, key := range []string{"a", "none"} {
			w.refused(testStartMethod(method, sm, testNoLimit, key))
		}
	}
	w.seesNothing(sm)
	w.getsNil(w.close(sm), testWords("a Close after the first one got the map", "첫 Close 뒤의 Close가 맵을 받았습니다"))
	if m != nil && (len(m) != 1 || m["a"] != testOwnersValue) {
		w.fail("new-owner", "", testWords("a call on a closed map changes nothing in the map that Close handed over", "닫힌 맵에 대한 호출은 Close가 넘겨준 맵을 바꾸지 않아야 합니다"),
			fmt.Sprintf(testWords("the map was changed: %v", "맵이 바뀌었습니다: %v"), m))
	}
}

// refused requires that c, a call on a closed map, returns ErrClosed.
func (w *testGoroutineWatch) refused(c *testStartedCall) {
	w.t.Helper()
	w.returned(c, "closed-error", testClosedError)
	if !errors.Is(c.err, ErrClosed) {
		w.fail("closed-error", c.name, testClosedError, testReturned(c.err))
	}
}

// testReturned says what came instead of the right error.
func testReturned(err error) string {
	if err == nil {
		return testWords("it returned nil", "nil을 반환했습니다")
	}
	return testReturnedError(err)
}

// seesNothing requires that calls on a closed map neither return what its new owner wrote nor call their function.
func (w *testGoroutineWatch) seesNothing(sm *SharedMap) {
	w.t.Helper()
	expected := testWords("after Close no call sees the map: it has a new owner", "Close 뒤에는 어떤 호출도 맵을 볼 수 없어야 합니다. 맵의 소유자가 바뀌었습니다")
	if value, _, _ := sm.Get(testNoLimit, "a"); value == testOwnersValue {
		w.fail("new-owner", "Get", expected, testWords("it returned what the new owner had written", "새 소유자가 쓴 값을 반환했습니다"))
	}
	called := false
	value, _ := sm.Update(testNoLimit, "a", func(old any, _ bool) any { called = true; return old })
	if called || value == testOwnersValue {
		w.fail("new-owner", "Update", expected, testWords("it called its function", "받은 함수를 불렀습니다"))
	}
}

// testRefusesMany makes many calls at once on a closed map: more than any queue has room for.
func testRefusesMany(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	w.close(sm)
	var late []*testStartedCall
	for range testDraw(150, 300) {
		for _, method := range testMapMethods {
			late = append(late, testStartMethod(method, sm, testNoLimit, "a"))
		}
	}
	for _, c := range late {
		w.refused(c)
	}
}

// testRefusesDead calls each method on a closed map with a context that has ended: either error is right.
func testRefusesDead(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	w.close(sm)
	dead, cancel := context.WithCancel(testNoLimit)
	cancel()
	expected := testWords("a call on a closed map, with a dead context, returns one of the two errors", "닫힌 맵에서 컨텍스트까지 끝나 있는 호출은 두 오류 가운데 하나를 반환해야 합니다")
	for _, method := range testMapMethods {
		c := testStartMethod(method, sm, dead, "a")
		w.returned(c, "closed-error", expected)
		if !errors.Is(c.err, ErrClosed) && !errors.Is(c.err, context.Canceled) {
			w.fail("closed-error", method.name, expected, testReturned(c.err))
		}
	}
}

// testCalledInTurn calls Close in one goroutine and then a method in another one. By then the map has a new owner, who writes to it.
func testCalledInTurn(w *testGoroutineWatch) {
	w.t.Helper()
	for _, method := range testMapMethods {
		sm := NewMap()
		w.set(sm, testNoLimit, "a", 1)
		closing := testCloseAndWrite(sm)
		late := testCallLater(method.name, func() error { return method.call(sm, testNoLimit, "a") })
		testInTurn(closing, late)
		w.returned(closing.testStartedCall, "close-returns", testCloseReturns)
		w.refused(late.testStartedCall)
	}
}

// testLeavesNothing requires that refused calls leave nothing behind.
func testLeavesNothing(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	w.close(sm)
	w.nothingRegistered(sm, testWords("on a closed map", "닫힌 맵에서"))
	w.nobodyLeft(testAfterClose)
}
