package main

import (
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// Step readers: views run beside each other, and no writer runs beside them.
func TestViewsShareAndWritersWait(t *testing.T) {
	testrecord.Begin(t)
	testNeedRace(t)
	testPlainly(t, "Set", "Remove", "View")
	testViewsMeet(t, "a", "a")
	testViewsMeet(t, "a", "none")
	testViewsMeetBehindAWriter(t)
	testManyViews(t)
	testViewsStay(t)
	testViewShows(t)
	testWritersWait(t)
	testWritersOfANewKeyWait(t)
	testViewsSeeNoHalf(t)
	testViewWaits(t)
	testWritersComeAfter(t)
	testViewsComeAfter(t)
	testPanicBesideAView(t)
	testWritersWakeOneByOne(t)
	testLastOfManyViews(t)
}

// testViewsMeet: eight views, by turns of one key and of another, and none goes before all are inside.
func testViewsMeet(t *testing.T, keys ...string) {
	t.Helper()
	const n = 8
	m := NewMutexMap()
	m.Set("a", 1)
	testFinish(t, testWords("8 views began, each waits inside its f for the other 7, and some never get in.",
		"View 8개가 시작해 저마다 f 안에서 나머지 7개를 기다리는데, 일부가 끝내 들어오지 못합니다."), testStartMeeting(m, n, keys...)...)
}

// testViewsMeetBehindAWriter: eight views wait for a writer. When that has gone, all of them get in.
func testViewsMeetBehindAWriter(t *testing.T) {
	t.Helper()
	const n = 8
	m := NewMutexMap()
	m.Set("a", 1)
	writing := testNewGate()
	update := testStart(func() { m.Update("a", func(any, bool) any { writing.pass(); return 2 }) })
	testFinish(t, testWords("Update never called its f", "Update가 끝내 f를 부르지 않았습니다."), writing.entered)
	views := testStartMeeting(m, n, "a")
	testSettle(300)
	writing.open()
	testFinish(t, testWords("8 views waited for an Update, which is over. Each waits inside its f for the other 7, and some never get in.",
		"View 8개가 Update를 기다렸고 Update는 끝났습니다. 저마다 f 안에서 나머지 7개를 기다리는데, 일부가 끝내 들어오지 못합니다."), append(views, update)...)
}

// testViewShows: a view sees what is there.
func testViewShows(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("a", 1)
	calls := 0
	m.View("a", func(value any, found bool) {
		calls++
		assert.True(t, found, testWords("View of a key that is there", "있는 키의 View입니다."))
		assert.Equal(t, 1, value, testWords("View must show the value that was set", "View는 Set한 값을 보여 주어야 합니다."))
	})
	m.View("none", func(value any, found bool) {
		calls++
		assert.False(t, found, testWords("View of a key that is not there", "없는 키의 View입니다."))
		assert.Nil(t, value, testWords("View of a key that is not there", "없는 키의 View입니다."))
	})
	require.Equal(t, 2, calls, testWords("View must call its f once, for a missing key, too",
		"View는 f를 한 번 불러야 합니다. 없는 키일 때도 그렇습니다."))
}

var testMoveOut = testWords("Move from the map", "이 맵에서 나가는 Move")

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
		{testMoveOut, func(m *MutexMap) { Move(m, NewMutexMap(), "a") }},
		{testWords("Move into the map", "이 맵으로 들어오는 Move"), func(m *MutexMap) {
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
	inside := []*testGate{testNewGate(), testNewGate()}
	var calls, writes []<-chan struct{}
	all := testWriters(func() { inF.Store(true) })
	maps := make([]*MutexMap, len(all))
	for i := range all {
		m := NewMutexMap()
		m.Set("a", 1)
		maps[i] = m
	}
	for _, gate := range inside {
		calls = append(calls, testView(t, maps, gate)...)
	}
	for i, w := range all {
		writes = append(writes, testStart(func() { w.call(maps[i]) }))
	}
	for _, gate := range inside { // first with both views inside, then with one left
		testSettle(300)
		for i, w := range all {
			assert.False(t, testIsOver(writes[i]), testWords("%s came back while a view of that key was still inside its f",
				"그 키의 View가 아직 f 안에 있는데 %s 호출이 끝났습니다."), w.name)
		}
		assert.False(t, inF.Load(), testWords("Update called its f while a view of that key was still inside its own",
			"그 키의 View가 아직 f 안에 있는데 Update가 자기 f를 불렀습니다."))
		gate.open()
	}
	testFinish(t, testWords("The views are over, and a writer still waits.",
		"View가 모두 끝났는데 쓰는 쪽이 아직 기다립니다."), append(calls, writes...)...)
}

// testPutters are the writers after which the key a is there.
func testPutters() []testWriter {
	return slices.DeleteFunc(testWriters(func() {}), func(w testWriter) bool { return w.name == "Remove" || w.name == testMoveOut })
}

// testView is inside a view of the key a of each map until the gate is opened.
func testView(t *testing.T, maps []*MutexMap, gate *testGate) (views []<-chan struct{}) {
	t.Helper()
	for _, m := range maps {
		entered := make(chan struct{})
		views = append(views, testStart(func() {
			m.View("a", func(any, bool) { close(entered); <-gate.opened })
		}))
		testFinish(t, testWords("View never called its f", "View가 끝내 f를 부르지 않았습니다."), entered)
	}
	return views
}

// testWritersOfANewKeyWait: views of a key that is not there are inside, and writers come that make this key.
func testWritersOfANewKeyWait(t *testing.T) {
	t.Helper()
	putters := testPutters()
	var maps []*MutexMap
	for range putters {
		maps = append(maps, NewMutexMap())
	}
	gate := testNewGate()
	calls := testView(t, maps, gate)
	var writes []<-chan struct{}
	for i, w := range putters {
		writes = append(writes, testStart(func() { w.call(maps[i]) }))
	}
	testSettle(300)
	for i, w := range putters {
		assert.False(t, testIsOver(writes[i]), testWords("%s of a new key came back while a view of that key was still inside its f",
			"그 키의 View가 아직 f 안에 있는데 새 키를 만드는 %s 호출이 끝났습니다."), w.name)
	}
	gate.open()
	testFinish(t, testWords("The views are over, and a writer still waits.",
		"View가 모두 끝났는데 쓰는 쪽이 아직 기다립니다."), append(calls, writes...)...)
}

// testViewsSeeNoHalf: writers that put a new value over an old one wait for a view, and views come that wait behind them. Each finds the old value or the
// new one, and never none.
func testViewsSeeNoHalf(t *testing.T) {
	t.Helper()
	putters := testPutters()
	var maps []*MutexMap
	for range putters {
		m := NewMutexMap()
		m.Set("a", 1)
		maps = append(maps, m)
	}
	gate := testNewGate()
	calls := testView(t, maps, gate)
	for i, w := range putters {
		calls = append(calls, testStart(func() { w.call(maps[i]) }))
	}
	testSettle(testTrying)
	missed := make([]atomic.Int32, len(maps))
	for i, m := range maps {
		for range 8 {
			calls = append(calls, testStart(func() {
				m.View("a", func(_ any, found bool) {
					if !found {
						missed[i].Add(1)
					}
				})
			}))
		}
	}
	testSettle(testTrying)
	gate.open()
	testFinish(t, testWords("The views are over, and a writer still waits.",
		"View가 모두 끝났는데 쓰는 쪽이 아직 기다립니다."), calls...)
	for i, w := range putters {
		assert.Zero(t, missed[i].Load(), testWords("%s put a new value over an old one, and views in between found no value: they saw the write half done",
			"%s 호출이 옛 값을 새 값으로 바꾸는 사이에 View가 값을 찾지 못했습니다. 절반만 끝난 쓰기를 본 것입니다."), w.name)
	}
}

// testViewWaits: a view comes while an Update is half done.
func testViewWaits(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("a", &testPair{})
	half := testNewGate()
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
	testFinish(t, testWords("Update never called its f", "Update가 끝내 f를 부르지 않았습니다."), half.entered)
	var early, looked atomic.Bool
	view := testStart(func() {
		m.View("a", func(any, bool) {
			looked.Store(true)
			early.Store(!testIsOver(half.opened))
		})
	})
	testSettle(300)
	assert.False(t, looked.Load(), testWords("A view got in while an Update of that key was inside its f, the write half done",
		"그 키의 Update가 f 안에서 쓰기를 절반만 마쳤는데 View가 들어왔습니다."))
	half.open()
	testFinish(t, testWords("An Update is over, and a view still waits.", "Update가 끝났는데 View가 아직 기다립니다."), update, view)
	assert.False(t, early.Load(), testWords("A view got in while an Update of that key was inside its f",
		"그 키의 Update가 f 안에 있는데 View가 들어왔습니다."))
}

// testWritersComeAfter: once a writer is back, no view uses the old value any more.
func testWritersComeAfter(t *testing.T) {
	t.Helper()
	for _, w := range testWriters(func() {}) {
		p := &testPair{}
		m := NewMutexMap()
		m.Set("a", p)
		seen := 0
		testInTurn(t, testWords("A view that reads the value, then "+w.name+", after which the old value is changed",
			"값을 읽는 View, 이어서 "+w.name+", 그런 다음 옛 값의 변경"),
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
	testInTurn(t, testWords("An Update's f that writes, then a View's f that reads the same",
		"쓰는 Update의 f, 이어서 같은 것을 읽는 View의 f"), update, view)
	testInTurn(t, testWords("A View's f that reads, then an Update's f that writes the same",
		"읽는 View의 f, 이어서 같은 것을 쓰는 Update의 f"), view, update)
	require.Equal(t, 1, seen)
}
