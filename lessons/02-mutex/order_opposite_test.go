package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

var testOpposite = testWords("Moves from a into b and from b into a ran at once, and wait for each other for ever.",
	"a에서 b로 옮기는 Move와 b에서 a로 옮기는 Move가 동시에 실행되어 서로를 영원히 기다립니다.")

// testOppositeMoves: moves run both ways between two maps. With eight pairs at
// once: each kind of move first, a or b made first, and twice.
func testOppositeMoves(t *testing.T) {
	t.Helper()
	maps := testNewMaps(16)
	var pairs []testOpposites
	for i := range 8 {
		pairs = append(pairs, testOpposites{maps[2*i+1-i%2], maps[2*i+i%2], i&2 != 0})
	}
	testPairs(t, pairs)
	testNotDoubled(t, maps)
}

// testOpposites is two maps that both have the key k.
type testOpposites struct {
	a, b     *MutexMap
	backward bool // the moves from b into a come first
}

// testPairs brings moves from a into b and from b into a together. A view holds
// b; one kind of move comes to it first, then the other. So whichever of its two
// maps a move takes first, a move waits for b in front of one that has already
// taken a, if there ever is such a one.
func testPairs(t *testing.T, pairs []testOpposites) {
	t.Helper()
	var viewed []*MutexMap
	for _, p := range pairs {
		viewed = append(viewed, p.b)
	}
	hold := testNewHold()
	calls := hold.view(viewed...)
	for _, p := range pairs {
		for range 6 {
			calls = append(calls, testStart(func() { p.move(p.backward) }))
		}
	}
	testSettle(testTrying)
	for _, p := range pairs {
		calls = append(calls, testStart(func() { p.move(!p.backward) }))
	}
	testSettle(testTrying)
	hold.open()
	testFinish(t, testOpposite, calls...)
}

func (p testOpposites) move(backward bool) {
	if backward {
		Move(p.b, p.a, "k")
	} else {
		Move(p.a, p.b, "k")
	}
}

// testMovesInACircle brings moves from a into b, from b into c and from c into a together. Views hold b and c; the move between these two waits for b in
// front of the one that has already taken a, and the third waits for c in front of the first, if a move ever takes one map and then the other. All this
// with every order in which the three were made, and both ways round.
func testMovesInACircle(t *testing.T) {
	t.Helper()
	orders := [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}
	var first, later []func()
	var held [2][]*MutexMap
	var groups [][]*MutexMap
	for i := range 2 * len(orders) {
		maps, order := testNewMaps(3), orders[i/2]
		a, b, c := maps[order[0]], maps[order[1]], maps[order[2]]
		move := func(from, to *MutexMap) func() {
			if i%2 == 1 {
				from, to = to, from
			}
			return func() { Move(from, to, "k") }
		}
		first, later = append(first, move(b, c)), append(later, move(a, b), move(c, a))
		held[0], held[1] = append(held[0], b), append(held[1], c)
		groups = append(groups, maps)
	}
	holdB, holdC := testNewHold(), testNewHold()
	calls := append(holdB.view(held[0]...), holdC.view(held[1]...)...)
	for _, moves := range [][]func(){first, later} {
		for _, move := range moves {
			calls = append(calls, testStart(move))
		}
		testSettle(testTrying)
	}
	holdB.open()
	testSettle(testTrying)
	holdC.open()
	testFinish(t, testWords("Moves from a into b, from b into c and from c into a ran at once, and wait for each other for ever.",
		"a에서 b로, b에서 c로, c에서 a로 옮기는 Move가 동시에 실행되어 서로를 영원히 기다립니다."), calls...)
	for _, maps := range groups {
		values := map[any]int{}
		for _, m := range maps {
			if value, found := m.Get("k"); found {
				values[value]++
			}
		}
		require.NotEmpty(t, values, testWords("Three maps had the key, and moves ran in a circle. Now none has it: all are lost",
			"맵 세 개에 모두 키가 있었고 Move가 원을 그리며 옮겼습니다. 지금은 어느 맵에도 없습니다. 모두 사라졌습니다."))
		for value, times := range values {
			require.Equal(t, 1, times, testWords("Moves ran in a circle of three maps, and the value %v is doubled",
				"맵 세 개 사이에서 Move가 원을 그리며 옮겼는데, 같은 값(%v)이 둘로 늘었습니다."), value)
		}
	}
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
	holdFirst, holdLast := testNewHold(), testNewHold()
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
