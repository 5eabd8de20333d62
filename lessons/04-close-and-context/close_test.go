package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step stop: Close returns when the map's goroutine has ended, with the map.
func TestStop(t *testing.T) {
	w := newWatch(t)
	sm := NewMap()
	plainUse(w, sm)
	m := w.close(sm)
	w.nobodyLeft("after Close")
	require.Equal(t, map[string]any{"a": 1}, m, "expected: %s hands over the map, with all that was stored", lineOf("Close"))
	m["b"] = 2 // its new owner may write to it

	m = w.close(NewMap())
	w.nobodyLeft("after Close")
	require.NotNil(t, m, "expected: %s hands over the map of an empty SharedMap too: not nil, only empty", lineOf("Close"))
	assert.Empty(t, m, "expected: nothing is in a map in which nothing was stored")

	closeWaits(w)
	closeWaitsLong(w)
}

// plainUse does with sm what everybody does, and leaves "a": 1 in it.
func plainUse(w *goroutineWatch, sm *SharedMap) {
	w.t.Helper()
	w.must("Set", func() error { return sm.Set(noLimit, "a", nil) })
	w.must("Get", func() error {
		value, found, err := sm.Get(noLimit, "a")
		assert.Nil(w.t, value, "expected: %s returns what was stored, nil too", lineOf("Get"))
		assert.True(w.t, found, "expected: %s finds a key under which nil was stored", lineOf("Get"))
		return err
	})
	w.must("Update", func() error {
		value, err := sm.Update(noLimit, "a", func(old any, found bool) any { return 1 })
		assert.Equal(w.t, 1, value, "expected: %s returns the new value", lineOf("Update"))
		return err
	})
	w.must("Set", func() error { return sm.Set(noLimit, "b", 2) })
	w.must("Remove", func() error { return sm.Remove(noLimit, "b") })
	w.must("Count", func() error {
		n, err := sm.Count(noLimit)
		assert.Equal(w.t, 1, n, "expected: %s counts the keys that are there", lineOf("Count"))
		return err
	})
}

// close calls Close, which must return, and returns what it handed over.
func (w *goroutineWatch) close(sm *SharedMap) (m map[string]any) {
	w.t.Helper()
	w.returned(startClose(sm, &m), "Close returns once the map has stopped")
	return m
}

// closeWaits requires that Close waits for a map that is in the middle of an Update.
func closeWaits(w *goroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, noLimit, "a")
	var m map[string]any
	closing := startClose(sm, &m)
	w.settle()
	if isClosed(closing.done) && !isClosed(busy.update.done) {
		w.stoppedEarly(closing)
	}
	busy.release()
	w.returned(closing, "Close returns once the map has stopped")
	w.returned(busy.update, "an Update that the map had begun returns")
	w.nobodyLeft("after Close")
}

// closeWaitsLong requires that Close waits an hour, if need be, in fake time.
func closeWaitsLong(w *goroutineWatch) {
	w.t.Helper()
	var closing *startedCall
	var early int
	var m map[string]any
	ok := w.inFakeTime(func() {
		sm := NewMap()
		busy, entered := startBusy(sm, noLimit, "a")
		closesBy(entered, farAway)
		closing = startClose(sm, &m)
		if closesBy(closing.done, time.Hour) {
			early = mapGoroutines()
		}
		busy.release()
		closesBy(closing.done, farAway)
		closesBy(busy.update.done, farAway)
	})
	if ok && early > 0 {
		require.FailNow(w.t, "Close returned too early", "expected: %s returns when the map's goroutine has ended, however long that takes\nwhat happened: it returned within an hour of fake time, while an Update was at work", lineOf("Close"))
	}
}

// stoppedEarly requires that a Close that returned while the map was busy left
// no goroutine of the map at work.
func (w *goroutineWatch) stoppedEarly(closing *startedCall) {
	w.t.Helper()
	w.noPanic(closing, "Close returns once the map has stopped")
	if mapGoroutines() > 0 {
		require.FailNow(w.t, "Close returned too early", "expected: %s returns when the map's goroutine has ended\nwhat happened: it returned while an Update was at work. Goroutines are at\n%s",
			lineOf("Close"), places(w.others()))
	}
}

// Step close-twice: any number of Closes, one of which gets the map.
func TestCloseTwice(t *testing.T) {
	w := newWatch(t)
	sm := NewMap()
	first := w.close(sm)
	for range 3 {
		m := w.close(sm)
		require.Nil(t, m, "expected: only the first %s gets the map, later ones get nil", lineOf("Close"))
	}
	require.NotNil(t, first, "expected: one call of %s gets the map", lineOf("Close"))

	for range 10 {
		closeAtOnce(w)
	}
	closeInTurn(w)
}

// closeAtOnce calls Close several times while the map is busy.
func closeAtOnce(w *goroutineWatch) {
	w.t.Helper()
	sm := NewMap()
	busy := w.makeBusy(sm, noLimit, "a")
	maps := make([]map[string]any, 4)
	var closing []*startedCall
	for i := range maps {
		closing = append(closing, startClose(sm, &maps[i]))
	}
	w.settle()
	w.noneEarly(closing)
	busy.release()

	got := 0
	for i, c := range closing {
		w.returned(c, "each of several Closes returns once the map has stopped")
		if maps[i] != nil {
			got++
		}
	}
	require.Equal(w.t, 1, got, "expected: of %d calls of %s at once exactly one gets the map, the others nil", len(maps), lineOf("Close"))
	w.returned(busy.update, "an Update that the map had begun returns")
	w.nobodyLeft("after Close")
}

// noneEarly requires that no Close returned while another one still waits, or
// while the map's goroutine is at work.
func (w *goroutineWatch) noneEarly(closing []*startedCall) {
	w.t.Helper()
	early := 0
	for _, c := range closing {
		if isClosed(c.done) {
			early++
			w.stoppedEarly(c)
		}
	}
	if early > 0 && early < len(closing) {
		require.FailNow(w.t, "Close returned too early", "expected: each of several calls of %s returns when the map has stopped\nwhat happened: %d of %d returned while the map was busy",
			lineOf("Close"), early, len(closing))
	}
}

// closeInTurn calls Close in two goroutines, one after the other, with nothing but
// time between them: the race detector sees what they share.
func closeInTurn(w *goroutineWatch) {
	w.t.Helper()
	var first, second map[string]any
	w.inFakeTime(func() {
		sm := NewMap()
		one := startClose(sm, &first)
		two := startCall("Close", func() error {
			time.Sleep(time.Second)
			second = sm.Close()
			return nil
		})
		<-one.done
		<-two.done
	})
	assert.Nil(w.t, second, "expected: only the first %s gets the map", lineOf("Close"))
}
