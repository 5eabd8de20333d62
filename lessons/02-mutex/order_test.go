package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testMoving is how long a move that goes on trying may try before the test goes
// on.
const testMoving = 30 * time.Millisecond

// Step order: moves always come to an end, and lose and double nothing.
func TestMovesAlwaysEnd(t *testing.T) {
	testMoveIntoItself(t)
	testMoveMoves(t)
	for range 2 {
		a, b := NewMutexMap(), NewMutexMap()
		testOppositeMoves(t, a, b, true)
		testOppositeMoves(t, a, b, false)
		testOppositeMoves(t, b, a, true)
		testOppositeMoves(t, b, a, false)
		testCrowd(t, a, b)
		testCrowd(t, b, a)
	}
	testBusyMaps(t)
	for _, order := range [][3]int{{0, 1, 2}, {1, 0, 2}, {2, 1, 0}} {
		testTwoTargets(t, order)
	}
	testManyTargets(t)
	testMoveAndUpdate(t)
	testRoundAndRound(t)
}

func testMoveIntoItself(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("k", 1)
	m.Set("other", 2)
	var had, lacked bool
	testFinish(t, "Move(m, m, key) waits for ever.", testStart(func() {
		had = Move(m, m, "k")
		lacked = Move(m, m, "none")
	}))
	assert.True(t, had, "Move(m, m, key) must say that m has the key")
	assert.False(t, lacked, "Move(m, m, key) must say that m has no such key")
	testFinish(t, "After Move(m, m, key) the map does not answer.", testStart(func() { m.Set("new", 3) }))
	value, _ := m.Get("k")
	assert.Equal(t, 1, value, "Move(m, m, key) must leave the key as it was")
	require.Equal(t, 3, m.Count(), "Move(m, m, key) must change nothing")
}

func testMoveMoves(t *testing.T) {
	t.Helper()
	from, to := NewMutexMap(), NewMutexMap()
	from.Set("k", 1)
	from.Set("nil", nil)
	to.Set("k", 2)
	to.Set("only to", 3)
	assert.True(t, Move(from, to, "k"), "Move of a key that both have")
	assert.True(t, Move(from, to, "nil"), "Move of a key whose value is nil")
	assert.False(t, Move(from, to, "only to"), "Move of a key that from lacks")
	assert.False(t, Move(from, to, "k"), "Move of a key that has gone already")
	value, _ := to.Get("k")
	assert.Equal(t, 1, value, "Move puts the value of from over that of to")
	value, _ = to.Get("only to")
	assert.Equal(t, 3, value, "Move of a key that from lacks must leave to as it was")
	assert.Equal(t, 0, from.Count(), "keys left in from after all were moved")
	require.Equal(t, 3, to.Count(), "keys in to after all were moved")
}

// testOppositeMoves brings moves from a into b and from b into a together. A view
// holds b; one kind of move comes to it first, then the other. So whichever of
// its two maps a move takes first, a move waits for b in front of one that has
// already taken a, if there ever is such a one.
func testOppositeMoves(t *testing.T, a, b *MutexMap, intoBFirst bool) {
	t.Helper()
	a.Set("k", "of a")
	b.Set("k", "of b")
	busy := newTestGate()
	calls := []<-chan struct{}{testStart(func() { b.View("k", func(any, bool) { busy.pass() }) })}
	testFinish(t, "View never called its f", busy.entered)
	early, late := func() { Move(b, a, "k") }, func() { Move(a, b, "k") }
	if intoBFirst {
		early, late = late, early
	}
	for range 8 {
		calls = append(calls, testStart(early))
	}
	testSettle(testMoving)
	calls = append(calls, testStart(late))
	testSettle(testMoving)
	busy.open()
	testFinish(t, "Moves from a into b and from b into a ran at once, and wait for each other for ever.", calls...)
	testNotDoubled(t, a, b)
}

// testNotDoubled: both had k, each with a value of its own. A move may have put
// one value over the other, but one must be left, and none be there twice.
func testNotDoubled(t *testing.T, a, b *MutexMap) {
	t.Helper()
	inA, _ := a.Get("k")
	inB, _ := b.Get("k")
	require.NotEqual(t, inA, inB, "a and b both had k, and moves ran from a into b and back. "+
		"Now both have the same: the key is doubled, or lost")
}

// testCrowd brings many moves of both directions together, behind Updates of both
// maps that end one after the other.
func testCrowd(t *testing.T, a, b *MutexMap) {
	t.Helper()
	a.Set("k", "of a")
	b.Set("k", "of b")
	var calls []<-chan struct{}
	gates := []*testGate{newTestGate(), newTestGate()}
	for i, m := range []*MutexMap{a, b} {
		calls = append(calls, testStart(func() {
			m.Update("k", func(old any, _ bool) any { gates[i].pass(); return old })
		}))
	}
	testSettle(testMoving)
	for range 4 {
		calls = append(calls, testStart(func() { Move(a, b, "k") }), testStart(func() { Move(b, a, "k") }))
	}
	testSettle(testMoving)
	gates[1].open()
	testSettle(testMoving)
	gates[0].open()
	testFinish(t, "Moves from a into b and from b into a ran at once, and wait for each other for ever.", calls...)
	testNotDoubled(t, a, b)
}

// testBusyMaps: a move comes while one of its maps is being viewed. It waits, and
// then it moves.
func testBusyMaps(t *testing.T) {
	t.Helper()
	for _, viewed := range []string{"from", "to"} {
		from, to := NewMutexMap(), NewMutexMap()
		from.Set("k", 1)
		m := map[string]*MutexMap{"from": from, "to": to}[viewed]
		busy := newTestGate()
		view := testStart(func() { m.View("k", func(any, bool) { busy.pass() }) })
		testFinish(t, "View never called its f", busy.entered)
		var told bool
		move := testStart(func() { told = Move(from, to, "k") })
		testSettle(testMoving)
		busy.open()
		testFinish(t, "Move never came back", view, move)
		require.True(t, told, "from has the key, but Move said false while %s was being viewed", viewed)
		require.Equal(t, 1, testHas(to), "Move said true, but the key has not come into to")
	}
}

// testHas is 1 where m has the key k.
func testHas(m *MutexMap) int {
	if _, found := m.Get("k"); found {
		return 1
	}
	return 0
}

// testTwoTargets: two moves take the same key to two maps, of which the first is
// being viewed. The maps are made in any order.
func testTwoTargets(t *testing.T, order [3]int) {
	t.Helper()
	maps := []*MutexMap{NewMutexMap(), NewMutexMap(), NewMutexMap()}
	from, first, second := maps[order[0]], maps[order[1]], maps[order[2]]
	from.Set("k", 1)
	busy := newTestGate()
	view := testStart(func() { first.View("k", func(any, bool) { busy.pass() }) })
	testFinish(t, "View never called its f", busy.entered)
	var toFirst, toSecond bool
	one := testStart(func() { toFirst = Move(from, first, "k") })
	testSettle(testMoving)
	two := testStart(func() { toSecond = Move(from, second, "k") })
	testSettle(testMoving)
	busy.open()
	testFinish(t, "Two moves of the same key, and they never came back.", view, one, two)
	testOneMoved(t, from, []*MutexMap{first, second}, []bool{toFirst, toSecond})
}

// testManyTargets: eight moves want the same key, and all come while an Update
// holds it. The same happens with several maps at once.
func testManyTargets(t *testing.T) {
	t.Helper()
	const n, times = 8, 4
	var calls []<-chan struct{}
	from, to, told := testNewMaps(times), make([][]*MutexMap, times), make([][]bool, times)
	hold := newTestHold()
	for i, from := range from {
		from.Set("k", 1)
		to[i], told[i] = testNewMaps(n), make([]bool, n)
		calls = append(calls, hold.update(from))
	}
	testSettle(testMoving)
	for i, from := range from {
		for j := range n {
			calls = append(calls, testStart(func() { told[i][j] = Move(from, to[i][j], "k") }))
		}
	}
	testSettle(testMoving)
	hold.open()
	testFinish(t, "Eight moves of the same key, and they never came back.", calls...)
	for i := range from {
		testOneMoved(t, from[i], to[i], told[i])
	}
}

func testNewMaps(n int) []*MutexMap {
	maps := make([]*MutexMap, n)
	for i := range maps {
		maps[i] = NewMutexMap()
	}
	return maps
}

func testOneMoved(t *testing.T, from *MutexMap, to []*MutexMap, told []bool) {
	t.Helper()
	trues, copies := 0, testHas(from)
	for i := range to {
		copies += testHas(to[i])
		if told[i] {
			trues++
			value, _ := to[i].Get("k")
			assert.Equal(t, 1, value, "a Move returned true, and its map does not have the value")
		}
	}
	assert.Equal(t, 1, trues, "%d moves of one key at once: how many were told true", len(to))
	require.Equal(t, 1, copies, "%d moves of one key at once: how many maps have the key now", len(to))
}

// testHold holds maps inside an Update of k until it is opened. Then it keeps
// them busy for a while, so that those who wait take turns.
type testHold struct{ *testGate }

func newTestHold() testHold { return testHold{newTestGate()} }

func (h testHold) update(m *MutexMap) <-chan struct{} {
	return testStart(func() {
		m.Update("k", func(old any, _ bool) any { h.pass(); return old })
		for range 5 {
			m.Update("busy", func(any, bool) any { testSettleBriefly(); return 0 })
		}
	})
}

// testMoveAndUpdate: a move and then an Update of the same key wait behind an
// Update that is inside its f. The same happens with several maps at once.
func testMoveAndUpdate(t *testing.T) {
	t.Helper()
	const times = 32
	var calls []<-chan struct{}
	from, to := testNewMaps(times), testNewMaps(times)
	hold := newTestHold()
	for _, from := range from {
		from.Set("k", 10)
		calls = append(calls, hold.update(from))
	}
	testSettle(testMoving)
	for i := range from {
		calls = append(calls, testStart(func() { Move(from[i], to[i], "k") }))
	}
	testSettle(testMoving)
	for _, from := range from {
		calls = append(calls, testStart(func() { from.Update("k", testAddOne) }))
	}
	testSettle(testMoving)
	hold.open()
	testFinish(t, "A move and an Update of the same key, and they never came back.", calls...)
	for i := range from {
		moved, _ := to[i].Get("k")
		left, _ := from[i].Get("k")
		require.Contains(t, [][2]any{{11, nil}, {10, 1}}, [2]any{moved, left},
			"k was 10; a Move and an Update that adds one came at once. Target and source have now "+
				"what no order of the two can give: one of them is lost.")
	}
}

// testRoundAndRound: four goroutines move eight keys about between three maps.
func testRoundAndRound(t *testing.T) {
	t.Helper()
	maps := []*MutexMap{NewMutexMap(), NewMutexMap(), NewMutexMap()}
	keys := []string{"0", "1", "2", "3", "4", "5", "6", "7"}
	for _, key := range keys {
		maps[0].Set(key, key)
	}
	var calls []<-chan struct{}
	for g := range 4 {
		calls = append(calls, testStart(func() {
			for i := range 60 {
				Move(maps[(g+i)%3], maps[(g+i+1+g%2)%3], keys[(i*5+g)%8])
			}
		}))
	}
	testFinish(t, "Moves round three maps, and they wait for each other for ever.", calls...)
	total := 0
	for _, m := range maps {
		total += m.Count()
	}
	assert.Equal(t, len(keys), total, "keys in all three maps after many moves between them")
}
