package main

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step readers: views run beside each other, and no writer runs beside them.
func TestViewsShareAndWritersWait(t *testing.T) {
	testNeedRace(t)
	testViewsMeet(t)
	testViewShows(t)
	testWritersWait(t)
	testViewWaits(t)
	testWritersComeAfter(t)
	testViewsComeAfter(t)
}

// testViewsMeet: eight views, and none goes before all are inside.
func testViewsMeet(t *testing.T) {
	t.Helper()
	const n = 8
	m := NewMutexMap()
	m.Set("a", 1)
	var inside atomic.Int32
	all := make(chan struct{})
	var views []<-chan struct{}
	for range n {
		views = append(views, testStart(func() {
			m.View("a", func(any, bool) {
				if inside.Add(1) == n {
					close(all)
				}
				<-all
			})
		}))
	}
	testFinish(t, "8 views began, each waits inside its f for the other 7, and some never get in.", views...)
}

// testViewShows: a view sees what is there.
func testViewShows(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("a", 1)
	calls := 0
	m.View("a", func(value any, found bool) {
		calls++
		assert.True(t, found, "View of a key that is there")
		assert.Equal(t, 1, value, "View must show the value that was set")
	})
	m.View("none", func(value any, found bool) {
		calls++
		assert.False(t, found, "View of a key that is not there")
		assert.Nil(t, value, "View of a key that is not there")
	})
	require.Equal(t, 2, calls, "View must call its f once, for a missing key, too")
}

// testWriter is a method that changes the key a.
type testWriter struct {
	name string
	call func(m *MutexMap)
}

func testWriters(beside func()) []testWriter {
	return []testWriter{
		{"Set", func(m *MutexMap) { m.Set("a", 2) }},
		{"Remove", func(m *MutexMap) { m.Remove("a") }},
		{"Update", func(m *MutexMap) { m.Update("a", func(any, bool) any { beside(); return 2 }) }},
		{"Move from the map", func(m *MutexMap) { Move(m, NewMutexMap(), "a") }},
		{"Move into the map", func(m *MutexMap) {
			from := NewMutexMap()
			from.Set("a", 2)
			Move(from, m, "a")
		}},
	}
}

// testWritersWait: each writer comes to a map of which two views are still inside.
func testWritersWait(t *testing.T) {
	t.Helper()
	var inF atomic.Bool
	inside := []*testGate{newTestGate(), newTestGate()}
	var calls, writes []<-chan struct{}
	all := testWriters(func() { inF.Store(true) })
	maps := make([]*MutexMap, len(all))
	for i := range all {
		m := NewMutexMap()
		m.Set("a", 1)
		maps[i] = m
	}
	for _, m := range maps {
		for _, gate := range inside {
			entered := make(chan struct{})
			calls = append(calls, testStart(func() {
				m.View("a", func(any, bool) { close(entered); <-gate.opened })
			}))
			testFinish(t, "View never called its f", entered)
		}
	}
	for i, w := range all {
		writes = append(writes, testStart(func() { w.call(maps[i]) }))
	}
	for _, gate := range inside { // first with both views inside, then with one left
		testSettle(300 * time.Millisecond)
		for i, w := range all {
			assert.False(t, testIsOver(writes[i]), "%s came back while a view of that key was still inside its f", w.name)
		}
		assert.False(t, inF.Load(), "Update called its f while a view of that key was still inside its own")
		gate.open()
	}
	testFinish(t, "The views are over, and a writer still waits.", append(calls, writes...)...)
}

// testViewWaits: a view comes while an Update is half done.
func testViewWaits(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("a", &testPair{})
	half := newTestGate()
	update := testStart(func() {
		m.Update("a", func(old any, _ bool) any {
			p, _ := old.(*testPair)
			if p == nil {
				p = &testPair{}
			}
			p.left++
			half.pass()
			p.right++
			return p
		})
	})
	testFinish(t, "Update never called its f", half.entered)
	var early, looked atomic.Bool
	view := testStart(func() {
		m.View("a", func(any, bool) {
			looked.Store(true)
			early.Store(!testIsOver(half.opened))
		})
	})
	testSettle(300 * time.Millisecond)
	assert.False(t, looked.Load(), "A view got in while an Update of that key was inside its f, the write half done")
	half.open()
	testFinish(t, "An Update is over, and a view still waits.", update, view)
	assert.False(t, early.Load(), "A view got in while an Update of that key was inside its f")
}

// testWritersComeAfter: once a writer is back, no view uses the old value any more.
func testWritersComeAfter(t *testing.T) {
	t.Helper()
	for _, w := range testWriters(func() {}) {
		p := &testPair{}
		m := NewMutexMap()
		m.Set("a", p)
		seen := 0
		testInTurn(t, "A view that reads the value, then "+w.name+", after which the old value is changed",
			func() {
				m.View("a", func(any, bool) { seen = p.left })
			},
			func() { w.call(m); p.left = 1 })
		require.Equal(t, 0, seen)
	}
}

// testViewsComeAfter: a view sees all that an Update's f has done, and the other
// way round.
func testViewsComeAfter(t *testing.T) {
	t.Helper()
	var p testPair
	m := NewMutexMap()
	m.Set("a", 1)
	seen := 0
	view := func() { m.View("a", func(any, bool) { seen = p.left }) }
	update := func() { m.Update("a", func(any, bool) any { p.left++; return 2 }) }
	testInTurn(t, "An Update's f that writes, then a View's f that reads the same", update, view)
	testInTurn(t, "A View's f that reads, then an Update's f that writes the same", view, update)
	require.Equal(t, 1, seen)
}
