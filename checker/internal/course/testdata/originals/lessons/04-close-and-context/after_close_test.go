package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step after-close: a call that comes after Close has returned gets ErrClosed.
func TestAfterClose(t *testing.T) {
	w := newWatch(t)
	for range 64 { // a select with several ready cases picks one at random
		sm := NewMap()
		w.must("Set", func() error { return sm.Set(noLimit, "a", 1) })
		m := w.close(sm)
		for _, method := range mapMethods {
			refused(w, sm, method)
		}
		if m != nil {
			require.Equal(t, map[string]any{"a": 1}, m, inWords("expected: a call on a closed map changes nothing in the map that Close handed over",
				"기대한 것: 닫힌 맵에 대한 호출은 Close가 넘겨준 맵을 바꾸지 않아야 합니다"))
		}
	}
	calledInTurn(w)
}

// refused requires that method on the closed sm returns ErrClosed.
func refused(w *goroutineWatch, sm *SharedMap, method mapMethod) {
	w.t.Helper()
	expected := inWords("a call on a closed map returns ErrClosed", "닫힌 맵에 대한 호출은 ErrClosed를 돌려주어야 합니다")
	c := startMethod(method, sm, noLimit, "a")
	w.returned(c, expected)
	require.ErrorIs(w.t, c.err, ErrClosed, inWords("expected: after Close, %s returns ErrClosed",
		"기대한 것: Close 뒤에는 %s 호출이 ErrClosed를 돌려주어야 합니다"), lineOf(method.name))
}

// calledInTurn calls Close in one goroutine and, a second of fake time later, a method
// in another one, with nothing but time between them.
func calledInTurn(w *goroutineWatch) {
	w.t.Helper()
	for _, method := range mapMethods {
		var m map[string]any
		var late *startedCall
		ok := w.inFakeTime(func() {
			sm := NewMap()
			closing := startClose(sm, &m)
			late = startCall(method.name, func() error {
				time.Sleep(time.Second)
				return method.call(sm, noLimit, "a")
			})
			<-closing.done
			<-late.done
		})
		if assert.True(w.t, ok, inWords("expected: after Close, %s returns", "기대한 것: Close 뒤에 부른 %s 호출도 돌아와야 합니다"), lineOf(method.name)) {
			assert.ErrorIs(w.t, late.err, ErrClosed, inWords("expected: after Close, %s returns ErrClosed",
				"기대한 것: Close 뒤에는 %s 호출이 ErrClosed를 돌려주어야 합니다"), lineOf(method.name))
		}
	}
}
