package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testTrying is how long a move that goes on trying may try before the test
// goes on.
const testTrying = 10 * time.Millisecond

// Step order: moves always come to an end, and lose and double nothing.
func TestMovesAlwaysEnd(t *testing.T) {
	testMoveIntoItself(t)
	testMoveMoves(t)
	testOppositeMoves(t)
	testCrowds(t)
	testBusyMaps(t)
	testTwoTargets(t)
	testManyTargets(t)
	for range 8 {
		testMoveAndUpdate(t)
	}
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

// testHold holds maps inside a callback until it is opened.
type testHold struct{ opened chan struct{} }

func newTestHold() testHold { return testHold{make(chan struct{})} }

func (h testHold) open() { close(h.opened) }

// view is inside a View of k of each of the maps.
func (h testHold) view(maps ...*MutexMap) []<-chan struct{} {
	var calls []<-chan struct{}
	for _, m := range maps {
		calls = append(calls, testStart(func() { m.View("k", func(any, bool) { <-h.opened }) }))
	}
	testSettle(testTrying)
	return calls
}

// update is inside an Update of k of each of the maps.
func (h testHold) update(maps ...*MutexMap) []<-chan struct{} { return h.busy(0, maps...) }

// busy is update, and keeps the maps busy afterwards, so that those who wait
// take turns.
func (h testHold) busy(times int, maps ...*MutexMap) []<-chan struct{} {
	var calls []<-chan struct{}
	for _, m := range maps {
		calls = append(calls, testStart(func() {
			m.Update("k", func(old any, _ bool) any { <-h.opened; return old })
			for range times {
				m.Update("busy", func(any, bool) any { testSettleBriefly(); return 0 })
			}
		}))
	}
	testSettle(testTrying)
	return calls
}

// testNewMaps makes maps in which k has each its own value.
func testNewMaps(n int) []*MutexMap {
	maps := make([]*MutexMap, n)
	for i := range maps {
		maps[i] = NewMutexMap()
		maps[i].Set("k", i)
	}
	return maps
}

// testHas is 1 where m has the key k.
func testHas(m *MutexMap) int {
	if _, found := m.Get("k"); found {
		return 1
	}
	return 0
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
