package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

var testOpposite = testWords("Moves from a into b and from b into a ran at once, and wait for each other for ever.",
	"a에서 b로 옮기는 Move와 b에서 a로 옮기는 Move가 동시에 실행되어 서로를 영원히 기다립니다.")

// testOppositeMoves brings moves from a into b and from b into a together. A
// view holds b; one kind of move comes to it first, then the other. So
// whichever of its two maps a move takes first, a move waits for b in front of
// one that has already taken a, if there ever is such a one. All this with
// eight pairs of maps at once: each kind first, a or b made first, and twice.
func testOppositeMoves(t *testing.T) {
	t.Helper()
	maps := testNewMaps(16)
	var viewed []*MutexMap
	for i := range 8 {
		viewed = append(viewed, maps[2*i+i%2])
	}
	hold := newTestHold()
	calls := hold.view(viewed...)
	for i, b := range viewed {
		a := maps[2*i+1-i%2]
		early, late := a, b
		if i&2 != 0 {
			early, late = b, a
		}
		for range 6 {
			calls = append(calls, testStart(func() { Move(early, late, "k") }))
		}
	}
	testSettle(testTrying)
	for i, b := range viewed {
		a := maps[2*i+1-i%2]
		early, late := a, b
		if i&2 != 0 {
			early, late = b, a
		}
		calls = append(calls, testStart(func() { Move(late, early, "k") }))
	}
	testSettle(testTrying)
	hold.open()
	testFinish(t, testOpposite, calls...)
	testNotDoubled(t, maps)
}

// testCrowds brings many moves of both directions together, behind Updates of
// both maps that end one after the other.
func testCrowds(t *testing.T) {
	t.Helper()
	maps := testNewMaps(8)
	var last, first []*MutexMap
	for i := range 4 {
		last, first = append(last, maps[2*i+i%2]), append(first, maps[2*i+1-i%2])
	}
	holdFirst, holdLast := newTestHold(), newTestHold()
	calls := append(holdFirst.update(first...), holdLast.update(last...)...)
	for i := range 4 {
		a, b := first[i], last[i]
		for range 4 {
			calls = append(calls,
				testStart(func() { Move(a, b, "k") }), testStart(func() { Move(b, a, "k") }))
		}
	}
	testSettle(testTrying)
	holdFirst.open()
	testSettle(testTrying)
	holdLast.open()
	testFinish(t, testOpposite, calls...)
	testNotDoubled(t, maps)
}

// testNotDoubled: of each two maps both had k, each with a value of its own. A
// move may have put one value over the other, but one must be left, and none be
// there twice.
func testNotDoubled(t *testing.T, maps []*MutexMap) {
	t.Helper()
	for i := 0; i < len(maps); i += 2 {
		inA, _ := maps[i].Get("k")
		inB, _ := maps[i+1].Get("k")
		require.NotEqual(t, inA, inB, testWords("a and b both had the key, and moves ran from a into b and back. "+
			"Now both have the same: the key is doubled, or lost",
			"a와 b 모두에 키가 있었고, Move가 a에서 b로, b에서 a로 옮겼습니다. "+
				"지금은 둘의 값이 같습니다. 키가 둘로 늘었거나 사라졌습니다."))
	}
}
