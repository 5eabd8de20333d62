package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// moving is how long a move that goes on trying may try before the test goes
// on.
const moving = 30 * time.Millisecond

// Step order: moves always come to an end, and lose and double nothing.
func TestMovesAlwaysEnd(t *testing.T) {
	moveIntoItself(t)
	moveMoves(t)
	for range 2 {
		a, b := NewMutexMap(), NewMutexMap()
		oppositeMoves(t, a, b, true)
		oppositeMoves(t, a, b, false)
		oppositeMoves(t, b, a, true)
		oppositeMoves(t, b, a, false)
		crowd(t, a, b)
		crowd(t, b, a)
	}
	busyMaps(t)
	for _, order := range [][3]int{{0, 1, 2}, {1, 0, 2}, {2, 1, 0}} {
		twoTargets(t, order)
	}
	for range 3 {
		manyTargets(t)
	}
	for range 20 {
		moveAndUpdate(t)
	}
	roundAndRound(t)
}

func moveIntoItself(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("k", 1)
	m.Set("other", 2)
	var had, lacked bool
	finish(t, "Move(m, m, key) waits for ever.", start(func() {
		had = Move(m, m, "k")
		lacked = Move(m, m, "none")
	}))
	assert.True(t, had, "Move(m, m, key) must say that m has the key")
	assert.False(t, lacked, "Move(m, m, key) must say that m has no such key")
	finish(t, "After Move(m, m, key) the map does not answer.", start(func() { m.Set("new", 3) }))
	value, _ := m.Get("k")
	assert.Equal(t, 1, value, "Move(m, m, key) must leave the key as it was")
	require.Equal(t, 3, m.Count(), "Move(m, m, key) must change nothing")
}

func moveMoves(t *testing.T) {
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

// oppositeMoves brings moves from a into b and from b into a together. A view
// holds b; one kind of move comes to it first, then the other. So whichever of
// its two maps a move takes first, a move waits for b in front of one that has
// already taken a, if there ever is such a one.
func oppositeMoves(t *testing.T, a, b *MutexMap, intoBFirst bool) {
	t.Helper()
	a.Set("k", "of a")
	b.Set("k", "of b")
	busy := newGate()
	calls := []<-chan struct{}{start(func() { b.View("k", func(any, bool) { busy.pass() }) })}
	finish(t, "View never called its f", busy.entered)
	early, late := func() { Move(b, a, "k") }, func() { Move(a, b, "k") }
	if intoBFirst {
		early, late = late, early
	}
	for range 8 {
		calls = append(calls, start(early))
	}
	settle(moving)
	calls = append(calls, start(late))
	settle(moving)
	busy.open()
	finish(t, "Moves from a into b and from b into a ran at once, and wait for each other for ever.", calls...)
	notDoubled(t, a, b)
}

// notDoubled: both had k, each with a value of its own. A move may have put
// one value over the other, but one must be left, and none be there twice.
func notDoubled(t *testing.T, a, b *MutexMap) {
	t.Helper()
	inA, _ := a.Get("k")
	inB, _ := b.Get("k")
	require.NotEqual(t, inA, inB, "a and b both had k, and moves ran from a into b and back. "+
		"Now both have the same: the key is doubled, or lost")
}

// crowd brings many moves of both directions together, behind Updates of both
// maps that end one after the other.
func crowd(t *testing.T, a, b *MutexMap) {
	t.Helper()
	a.Set("k", "of a")
	b.Set("k", "of b")
	var calls []<-chan struct{}
	gates := []*gate{newGate(), newGate()}
	for i, m := range []*MutexMap{a, b} {
		calls = append(calls, start(func() {
			m.Update("k", func(old any, _ bool) any { gates[i].pass(); return old })
		}))
	}
	settle(moving)
	for range 4 {
		calls = append(calls, start(func() { Move(a, b, "k") }), start(func() { Move(b, a, "k") }))
	}
	settle(moving)
	gates[1].open()
	settle(moving)
	gates[0].open()
	finish(t, "Moves from a into b and from b into a ran at once, and wait for each other for ever.", calls...)
	notDoubled(t, a, b)
}

// busyMaps: a move comes while one of its maps is being viewed. It waits, and
// then it moves.
func busyMaps(t *testing.T) {
	t.Helper()
	for _, viewed := range []string{"from", "to"} {
		from, to := NewMutexMap(), NewMutexMap()
		from.Set("k", 1)
		m := map[string]*MutexMap{"from": from, "to": to}[viewed]
		busy := newGate()
		view := start(func() { m.View("k", func(any, bool) { busy.pass() }) })
		finish(t, "View never called its f", busy.entered)
		var told bool
		move := start(func() { told = Move(from, to, "k") })
		settle(moving)
		busy.open()
		finish(t, "Move never came back", view, move)
		require.True(t, told, "from has the key, but Move said false while %s was being viewed", viewed)
		require.Equal(t, 1, has(to), "Move said true, but the key has not come into to")
	}
}

// has is 1 where m has the key k.
func has(m *MutexMap) int {
	if _, found := m.Get("k"); found {
		return 1
	}
	return 0
}

// twoTargets: two moves take the same key to two maps, of which the first is
// being viewed. The maps are made in any order.
func twoTargets(t *testing.T, order [3]int) {
	t.Helper()
	maps := []*MutexMap{NewMutexMap(), NewMutexMap(), NewMutexMap()}
	from, first, second := maps[order[0]], maps[order[1]], maps[order[2]]
	from.Set("k", 1)
	busy := newGate()
	view := start(func() { first.View("k", func(any, bool) { busy.pass() }) })
	finish(t, "View never called its f", busy.entered)
	var toFirst, toSecond bool
	one := start(func() { toFirst = Move(from, first, "k") })
	settle(moving)
	two := start(func() { toSecond = Move(from, second, "k") })
	settle(moving)
	busy.open()
	finish(t, "Two moves of the same key, and they never came back.", view, one, two)
	oneMoved(t, from, []*MutexMap{first, second}, []bool{toFirst, toSecond})
}

// manyTargets: eight moves want the same key, and all come while an Update
// holds it.
func manyTargets(t *testing.T) {
	t.Helper()
	const n = 8
	from := NewMutexMap()
	from.Set("k", 1)
	calls, release := holdUpdate(t, from, keep)
	to, told := make([]*MutexMap, n), make([]bool, n)
	for i := range to {
		to[i] = NewMutexMap()
		calls = append(calls, start(func() { told[i] = Move(from, to[i], "k") }))
	}
	settle(moving)
	release()
	finish(t, "Eight moves of the same key, and they never came back.", calls...)
	oneMoved(t, from, to, told)
}

func oneMoved(t *testing.T, from *MutexMap, to []*MutexMap, told []bool) {
	t.Helper()
	trues, copies := 0, has(from)
	for i := range to {
		copies += has(to[i])
		if told[i] {
			trues++
			value, _ := to[i].Get("k")
			assert.Equal(t, 1, value, "a Move returned true, and its map does not have the value")
		}
	}
	assert.Equal(t, 1, trues, "%d moves of one key at once: how many were told true", len(to))
	require.Equal(t, 1, copies, "%d moves of one key at once: how many maps have the key now", len(to))
}

// holdUpdate holds from inside an Update of k until release is called. Then it
// keeps it busy for a while, so that those who wait take turns.
func holdUpdate(t *testing.T, from *MutexMap, f func(any, bool) any) ([]<-chan struct{}, func()) {
	t.Helper()
	busy := newGate()
	hold := start(func() {
		from.Update("k", func(old any, found bool) any { busy.pass(); return f(old, found) })
		for range 20 {
			from.Update("busy", func(any, bool) any { settleBriefly(); return 0 })
		}
	})
	finish(t, "Update never called its f", busy.entered)
	return []<-chan struct{}{hold}, busy.open
}

// moveAndUpdate: a move and an Update of the same key wait behind one another.
func moveAndUpdate(t *testing.T) {
	t.Helper()
	from, to := NewMutexMap(), NewMutexMap()
	from.Set("k", 10)
	calls, release := holdUpdate(t, from, keep)
	calls = append(calls, start(func() { Move(from, to, "k") }))
	settle(moving)
	calls = append(calls, start(func() { from.Update("k", addOne) }))
	settle(moving)
	release()
	finish(t, "A move and an Update of the same key, and they never came back.", calls...)
	moved, _ := to.Get("k")
	left, _ := from.Get("k")
	assert.Contains(t, [][2]any{{11, nil}, {10, 1}}, [2]any{moved, left},
		"k was 10; a Move and an Update that adds one came at once. The target and the source have now "+
			"what no order of the two can give: one of them is lost.")
}

// roundAndRound: four goroutines move eight keys about between three maps.
func roundAndRound(t *testing.T) {
	t.Helper()
	maps := []*MutexMap{NewMutexMap(), NewMutexMap(), NewMutexMap()}
	keys := []string{"0", "1", "2", "3", "4", "5", "6", "7"}
	for _, key := range keys {
		maps[0].Set(key, key)
	}
	var calls []<-chan struct{}
	for g := range 4 {
		calls = append(calls, start(func() {
			for i := range 60 {
				Move(maps[(g+i)%3], maps[(g+i+1+g%2)%3], keys[(i*5+g)%8])
			}
		}))
	}
	finish(t, "Moves round three maps, and they wait for each other for ever.", calls...)
	total := 0
	for _, m := range maps {
		total += m.Count()
	}
	assert.Equal(t, len(keys), total, "keys in all three maps after many moves between them")
}
