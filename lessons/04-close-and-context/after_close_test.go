package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step after-close: a call that comes after Close has returned gets ErrClosed.
func TestAfterClose(t *testing.T) {
	w := testNewWatch(t)
	for range 64 { // a select with several ready cases picks one at random
		sm := NewMap()
		w.must("Set", func() error { return sm.Set(testNoLimit, "a", 1) })
		m := w.close(sm)
		for _, method := range testMapMethods {
			testRefused(w, sm, method)
		}
		require.Nil(t, w.close(sm), testOnlyFirst, testLineOf("Close"))
		if m != nil {
			require.Equal(t, map[string]any{"a": 1}, m, testWords("expected: a call on a closed map changes nothing in the map that Close handed over",
				"기대한 것: 닫힌 맵에 대한 호출은 Close가 넘겨준 맵을 바꾸지 않아야 합니다"))
		}
	}
	testCalledInTurn(w)
}

// testRefused requires that method on the closed sm returns ErrClosed.
func testRefused(w *testGoroutineWatch, sm *SharedMap, method testMapMethod) {
	w.t.Helper()
	expected := testWords("a call on a closed map returns ErrClosed", "닫힌 맵에 대한 호출은 ErrClosed를 돌려주어야 합니다")
	c := testStartMethod(method, sm, testNoLimit, "a")
	w.returned(c, expected)
	require.ErrorIs(w.t, c.err, ErrClosed, testWords("expected: after Close, %s returns ErrClosed",
		"기대한 것: Close 뒤에는 %s 호출이 ErrClosed를 돌려주어야 합니다"), testLineOf(method.name))
}

// testCalledInTurn calls Close in one goroutine and, a second of fake time later, a method
// in another one, with nothing but time between them. By then the map has a new owner, who writes to it.
func testCalledInTurn(w *testGoroutineWatch) {
	w.t.Helper()
	for _, method := range testMapMethods {
		var m map[string]any
		var late *testStartedCall
		ok := w.inFakeTime(func() {
			sm := NewMap()
			closing := testCloseAndWrite(sm, &m)
			late = testStartCall(method.name, func() error {
				time.Sleep(time.Second)
				return method.call(sm, testNoLimit, "a")
			})
			<-closing.done
			<-late.done
		})
		if assert.True(w.t, ok, testWords("expected: after Close, %s returns", "기대한 것: Close 뒤에 부른 %s 호출도 돌아와야 합니다"), testLineOf(method.name)) {
			assert.ErrorIs(w.t, late.err, ErrClosed, testWords("expected: after Close, %s returns ErrClosed",
				"기대한 것: Close 뒤에는 %s 호출이 ErrClosed를 돌려주어야 합니다"), testLineOf(method.name))
		}
	}
}
