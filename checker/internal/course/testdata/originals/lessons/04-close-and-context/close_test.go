package main

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is expected in more than one place.
var (
	testCloseReturns = testWords("Close returns once the map has stopped", "Close는 맵이 멈추면 돌아와야 합니다")
	testBegunReturns = testWords("an Update that the map had begun returns", "맵이 처리하기 시작한 Update는 돌아와야 합니다")
	testAfterClose   = testWords("after Close", "Close 뒤에는")
	testOnlyFirst    = testWords("expected: only the first %s gets the map, later ones get nil", "기대한 것: 첫 %s 호출만 맵을 받고, 그 뒤의 호출은 nil을 받아야 합니다")
	testTooEarly     = testWords("Close returned too early", "Close가 너무 일찍 돌아왔습니다")
)

// Step stop: Close returns when the map's goroutine has ended, with the map.
func TestStop(t *testing.T) {
	w := testNewWatch(t)
	ctx, cancel := context.WithCancel(testNoLimit) // lives longer than the map
	defer cancel()
	sm := NewMap()
	testPlainUse(w, sm, ctx)
	m := w.close(sm)
	w.nobodyLeft(testAfterClose)
	require.Equal(t, map[string]any{"a": 1}, m, testWords("expected: %s hands over the map, with all that was stored",
		"기대한 것: %s 호출은 저장된 것이 모두 든 맵을 넘겨주어야 합니다"), testLineOf("Close"))
	m["b"] = 2 // its new owner may write to it

	m = w.close(NewMap())
	w.nobodyLeft(testAfterClose)
	require.NotNil(t, m, testWords("expected: %s hands over the map of an empty SharedMap too: not nil, only empty",
		"기대한 것: SharedMap이 비어 있어도 %s 호출은 nil이 아닌 빈 맵을 넘겨주어야 합니다"), testLineOf("Close"))
	assert.Empty(t, m, testWords("expected: nothing is in a map in which nothing was stored",
		"기대한 것: 아무것도 저장하지 않은 맵은 비어 있어야 합니다"))

	testCloseWaits(w)
	testCloseWaitsForAbandoned(w)
	testCloseWaitsLong(w)
}

// testPlainUse does with sm what everybody does, and leaves "a": 1 in it.
func testPlainUse(w *testGoroutineWatch, sm *SharedMap, ctx context.Context) {
	w.t.Helper()
	w.must("Set", func() error { return sm.Set(ctx, "a", nil) })
	w.must("Get", func() error {
		value, found, err := sm.Get(ctx, "a")
		assert.Nil(w.t, value, testWords("expected: %s returns what was stored, nil too",
			"기대한 것: %s 호출은 저장된 값을 돌려주어야 합니다. nil도 마찬가지입니다"), testLineOf("Get"))
		assert.True(w.t, found, testWords("expected: %s finds a key under which nil was stored",
			"기대한 것: %s 호출은 nil을 저장한 키도 찾아야 합니다"), testLineOf("Get"))
		return err
	})
	w.must("Update", func() error {
		value, err := sm.Update(ctx, "a", func(old any, found bool) any { return 1 })
		assert.Equal(w.t, 1, value, testWords("expected: %s returns the new value", "기대한 것: %s 호출은 새 값을 돌려주어야 합니다"), testLineOf("Update"))
		return err
	})
	w.must("Set", func() error { return sm.Set(ctx, "b", 2) })
	w.must("Remove", func() error { return sm.Remove(ctx, "b") })
	w.must("Count", func() error {
		n, err := sm.Count(ctx)
		assert.Equal(w.t, 1, n, testWords("expected: %s counts the keys that are there",
			"기대한 것: %s 호출은 있는 키의 개수를 돌려주어야 합니다"), testLineOf("Count"))
		return err
	})
}

// close calls Close, which must return, and returns what it handed over.
func (w *testGoroutineWatch) close(sm *SharedMap) (m map[string]any) {
	w.t.Helper()
	w.returned(testStartClose(sm, &m), testCloseReturns)
	return m
}

// testCloseWaits requires that Close waits for a map that is in the middle of an Update.
func testCloseWaits(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	if testIsClosed(closing.done) && !testIsClosed(busy.update.done) {
		w.stoppedEarly(closing)
	}
	busy.release()
	w.returned(closing, testCloseReturns)
	w.returned(busy.update, testBegunReturns)
	w.nobodyLeft(testAfterClose)
}

// testCloseWaitsForAbandoned is testCloseWaits after the Update's context has ended: its function is at work all the same, whether or not its caller has
// left.
func testCloseWaitsForAbandoned(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	ctx, cancel := context.WithCancel(testNoLimit)
	defer cancel()
	busy := w.makeBusy(sm, ctx, "a")
	w.settle()
	cancel()
	w.settle()
	var m map[string]any
	closing := testStartClose(sm, &m)
	w.settle()
	if testIsClosed(closing.done) {
		w.stoppedEarly(closing)
	}
	busy.release()
	w.returned(closing, testCloseReturns)
}

// testCloseWaitsLong requires that Close waits an hour, if need be, in fake time.
func testCloseWaitsLong(w *testGoroutineWatch) {
	w.t.Helper()
	var closing *testStartedCall
	var early int
	var m map[string]any
	ok := w.inFakeTime(func() {
		sm := NewMap()
		busy, entered := testStartBusy(sm, testNoLimit, "a")
		testClosesBy(entered, testFarAway)
		closing = testStartClose(sm, &m)
		if testClosesBy(closing.done, time.Hour) {
			early = testMapGoroutines()
		}
		busy.release()
		testClosesBy(closing.done, testFarAway)
		testClosesBy(busy.update.done, testFarAway)
	})
	if ok && early > 0 {
		require.FailNow(w.t, testTooEarly, testWords("expected: %s returns when the map's goroutine has ended, however long that takes\nwhat happened: it returned within an hour of fake time, while an Update was at work",
			"기대한 것: %s 호출은 아무리 오래 걸려도 맵의 고루틴이 끝난 뒤에 돌아와야 합니다\n일어난 일: Update가 실행되는 동안, 가짜 시간으로 한 시간 안에 돌아왔습니다"), testLineOf("Close"))
	}
}

// stoppedEarly requires that a Close that returned while the map was busy left
// no goroutine of the map at work.
func (w *testGoroutineWatch) stoppedEarly(closing *testStartedCall) {
	w.t.Helper()
	w.noPanic(closing, testCloseReturns)
	if testMapGoroutines() > 0 {
		require.FailNow(w.t, testTooEarly, testWords("expected: %s returns when the map's goroutine has ended\nwhat happened: it returned while an Update was at work. Goroutines are at\n%s",
			"기대한 것: %s 호출은 맵의 고루틴이 끝난 뒤에 돌아와야 합니다\n일어난 일: Update가 실행되는 동안 돌아왔습니다. 고루틴들이 있는 곳:\n%s"),
			testLineOf("Close"), testPlaces(w.others()))
	}
}

// Step close-twice: any number of Closes, one of which gets the map.
func TestCloseTwice(t *testing.T) {
	w := testNewWatch(t)
	sm := NewMap()
	first := w.close(sm)
	for range 3 {
		m := w.close(sm)
		require.Nil(t, m, testOnlyFirst, testLineOf("Close"))
	}
	require.NotNil(t, first, testWords("expected: one call of %s gets the map", "기대한 것: %s 호출 가운데 하나는 맵을 받아야 합니다"), testLineOf("Close"))

	for range 10 {
		testCloseAtOnce(w)
	}
	testCloseInTurn(w)
	testCloseAfterCalls(w)
}

// testCloseAfterCalls calls Close once more after calls that came too late. What these are told, and whether they
// return, is another step's matter.
func testCloseAfterCalls(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	w.close(sm)
	for _, method := range testMapMethods {
		testStartMethod(method, sm, testNoLimit, "a")
		w.settle()
	}
	require.Nil(w.t, w.close(sm), testOnlyFirst, testLineOf("Close"))
}

// testCloseAtOnce calls Close several times while the map is busy.
func testCloseAtOnce(w *testGoroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, testNoLimit, "a")
	maps := make([]map[string]any, 4)
	var closing []*testStartedCall
	for i := range maps {
		closing = append(closing, testStartClose(sm, &maps[i]))
	}
	w.settle()
	w.noneEarly(closing)
	busy.release()

	got := 0
	for i, c := range closing {
		w.returned(c, testWords("each of several Closes returns once the map has stopped",
			"여러 Close는 맵이 멈추면 모두 돌아와야 합니다"))
		if maps[i] != nil {
			got++
		}
	}
	require.Equal(w.t, 1, got, testWords("expected: of %d calls of %s at once exactly one gets the map, the others nil",
		"기대한 것: 동시에 부른 %d개의 %s 호출 가운데 꼭 하나만 맵을 받고, 나머지는 nil을 받아야 합니다"), len(maps), testLineOf("Close"))
	w.returned(busy.update, testBegunReturns)
	w.nobodyLeft(testAfterClose)
}

// noneEarly requires that no Close returned while another one still waits, or
// while the map's goroutine is at work.
func (w *testGoroutineWatch) noneEarly(closing []*testStartedCall) {
	w.t.Helper()
	early := 0
	for _, c := range closing {
		if testIsClosed(c.done) {
			early++
			w.stoppedEarly(c)
		}
	}
	if early > 0 && early < len(closing) {
		require.FailNow(w.t, testTooEarly, testWords("expected: each of several calls of %s returns when the map has stopped\nwhat happened: %d of %d returned while the map was busy",
			"기대한 것: 여러 %s 호출은 모두 맵이 멈춘 뒤에 돌아와야 합니다\n일어난 일: 맵이 바쁜 동안 %d개가 돌아왔습니다(모두 %d개)"),
			testLineOf("Close"), early, len(closing))
	}
}

// testCloseInTurn calls Close in two goroutines, one after the other, with nothing but
// time between them: the race detector sees what they share. The first writes to the map
// that is now its own.
func testCloseInTurn(w *testGoroutineWatch) {
	w.t.Helper()
	var first, second map[string]any
	w.inFakeTime(func() {
		sm := NewMap()
		one := testCloseAndWrite(sm, &first)
		two := testStartCall("Close", func() error {
			time.Sleep(time.Second)
			second = sm.Close()
			return nil
		})
		<-one.done
		<-two.done
	})
	assert.Nil(w.t, second, testWords("expected: only the first %s gets the map", "기대한 것: 첫 %s 호출만 맵을 받아야 합니다"), testLineOf("Close"))
}

// testCloseAndWrite starts Close, whose caller then writes to the map that it got.
func testCloseAndWrite(sm *SharedMap, m *map[string]any) *testStartedCall {
	return testStartCall("Close", func() error {
		if *m = sm.Close(); *m != nil {
			(*m)["mine"] = true
		}
		return nil
	})
}
