package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testTrying is how many looks a move that goes on trying may try before the
// test goes on.
const testTrying = 10

// Step order: moves always come to an end, and lose and double nothing.
func TestMovesAlwaysEnd(t *testing.T) {
	testrecord.Begin(t)
	testMoveIntoItself(t)
	testMoveMoves(t)
	testMoveAnyValue(t)
	testMoveInPairs(t)
	testOppositeMoves(t)
	testMovesInACircle(t)
	testCrowds(t)
	testBusyMaps(t)
	testTwoTargets(t)
	testManyTargets(t)
	for range 8 {
		testMoveAndUpdate(t)
	}
	testRoundAndRound(t)
	testMoveFar(t)
}

func testMoveIntoItself(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("k", 1)
	m.Set("other", 2)
	var had, lacked bool
	testFinish(t, testWords("Move(m, m, key) waits for ever.", "Move(m, m, key) 호출이 영원히 기다립니다."), testStart(func() {
		had = Move(m, m, "k")
		lacked = Move(m, m, "none")
	}))
	assert.True(t, had, testWords("Move(m, m, key) must say that m has the key", "Move(m, m, key)는 m에 키가 있다고 해야 합니다."))
	assert.False(t, lacked, testWords("Move(m, m, key) must say that m has no such key", "Move(m, m, key)는 m에 그런 키가 없다고 해야 합니다."))
	testFinish(t, testWords("After Move(m, m, key) the map does not answer.",
		"Move(m, m, key) 다음에 맵이 응답하지 않습니다."), testStart(func() { m.Set("new", 3) }))
	value, _ := m.Get("k")
	assert.Equal(t, 1, value, testWords("Move(m, m, key) must leave the key as it was", "Move(m, m, key)는 키를 그대로 두어야 합니다."))
	require.Equal(t, 3, m.Count(), testWords("Move(m, m, key) must change nothing", "Move(m, m, key)는 아무것도 바꾸지 않아야 합니다."))
}

func testMoveMoves(t *testing.T) {
	t.Helper()
	from, to := NewMutexMap(), NewMutexMap()
	from.Set("k", 1)
	from.Set("nil", nil)
	to.Set("k", 2)
	to.Set("only to", 3)
	assert.True(t, Move(from, to, "k"), testWords("Move of a key that both have", "두 맵에 모두 있는 키의 Move입니다."))
	assert.True(t, Move(from, to, "nil"), testWords("Move of a key whose value is nil", "값이 nil인 키의 Move입니다."))
	assert.False(t, Move(from, to, "only to"), testWords("Move of a key that from lacks", "from에 없는 키의 Move입니다."))
	assert.False(t, Move(from, to, "k"), testWords("Move of a key that has gone already", "이미 옮겨 간 키의 Move입니다."))
	value, _ := to.Get("k")
	assert.Equal(t, 1, value, testWords("Move puts the value of from over that of to", "Move는 to의 값을 from의 값으로 바꾸어야 합니다."))
	value, _ = to.Get("only to")
	assert.Equal(t, 3, value, testWords("Move of a key that from lacks must leave to as it was",
		"from에 없는 키의 Move는 to를 그대로 두어야 합니다."))
	assert.Equal(t, 0, from.Count(), testWords("keys left in from after all were moved", "모두 옮긴 뒤 from에 남은 키의 수입니다."))
	require.Equal(t, 3, to.Count(), testWords("keys in to after all were moved", "모두 옮긴 뒤 to에 있는 키의 수입니다."))
}

// testMoveAnyValue: whatever the value is, and whatever the other map has under that key, which may be the same.
func testMoveAnyValue(t *testing.T) {
	t.Helper()
	for i, value := range testPlainValues() {
		for _, there := range []any{value, testPlainValues()[i], testPlainValue()} {
			from, to := NewMutexMap(), NewMutexMap()
			if i%2 == 0 {
				from, to = to, from // made in the other order
			}
			from.Set("k", value)
			to.Set("k", there)
			var thrown any
			moved := false
			testFinishAs(t, testrecord.Failure{Method: "Move", Happened: testWords("A Move waits for ever.", "Move 호출이 영원히 기다립니다.")}, testStart(func() {
				defer func() { thrown = recover() }()
				moved = Move(from, to, "k")
			}))
			got, found := to.Get("k")
			if thrown == nil && moved && found && testSame(got, value) && from.Count() == 0 && to.Count() == 1 {
				continue
			}
			testrecord.FailNow(t, testrecord.Failure{
				Rule: "plain-map", Method: "Move",
				Expected: fmt.Sprintf(testWords("Move takes the value %v (%T) from one map to another, which has %v (%T)", "Move는 값 %v (%T)를 다른 맵으로 옮겨야 합니다. 그 맵에 있던 값은 %v (%T)입니다"), value, value, there, there),
				Happened: fmt.Sprintf(testWords("it returned %v, and Get then (%v, %v); panic: %v", "결과는 %v이고, 그다음 Get은 (%v, %v)입니다. 패닉: %v"), moved, got, found, thrown),
			})
		}
	}
}

// testMoveInPairs: a Move into the map itself, one after another method and one before it.
func testMoveInPairs(t *testing.T) {
	t.Helper()
	stay := testMethod{testWords("Move into itself", "자기 자신으로 가는 Move"), true, func(m *MutexMap, key string) { Move(m, m, key) }}
	for _, other := range testMethods() {
		if !other.writes {
			continue
		}
		testInPairs(t, stay, other)
		testInPairs(t, other, stay)
	}
}

// testHold holds maps inside a callback until it is opened.
type testHold struct{ opened chan struct{} }

func testNewHold() testHold { return testHold{make(chan struct{})} }

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

// testNewMaps makes maps in which k has each its own value. They are made at the same time, for nothing says that maps are made one after another.
func testNewMaps(n int) []*MutexMap {
	maps := make([]*MutexMap, n)
	var calls []<-chan struct{}
	for i := range maps {
		calls = append(calls, testStart(func() {
			maps[i] = NewMutexMap()
			maps[i].Set("k", i)
		}))
	}
	for _, made := range calls {
		<-made
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
	testFinish(t, testWords("Moves round three maps, and they wait for each other for ever.",
		"맵 세 개를 도는 Move들이 서로를 영원히 기다립니다."), calls...)
	total := 0
	for _, m := range maps {
		total += m.Count()
	}
	assert.Equal(t, len(keys), total, testWords("keys in all three maps after many moves between them",
		"맵 세 개 사이에서 여러 번 옮긴 뒤, 세 맵에 있는 키의 수입니다."))
}
