package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testBusyMaps: a move comes while one of its maps is being viewed. It waits,
// and then it moves.
func testBusyMaps(t *testing.T) {
	t.Helper()
	from, to, told := testNewMaps(2), testNewMaps(2), make([]bool, 2)
	hold := testNewHold()
	calls := hold.view(from[0], to[1])
	for i := range from {
		calls = append(calls, testStart(func() { told[i] = Move(from[i], to[i], "k") }))
	}
	testSettle(testTrying)
	hold.open()
	testFinish(t, testWords("A view is over, and a Move still waits for it.",
		"View가 끝났는데 Move가 아직 그것을 기다립니다."), calls...)
	require.Equal(t, []bool{true, true}, told, testWords("from has the key, but Move said false "+
		"while from (the first) or to (the second) was being viewed",
		"from에 키가 있는데 Move가 false를 반환했습니다. 그동안 View가 from(첫째) 또는 to(둘째)를 보고 있었습니다."))
	require.Equal(t, []int{0, 0}, []int{testHas(from[0]), testHas(from[1])},
		testWords("Move said true, but the key is still in from", "Move가 true를 반환했는데 키가 아직 from에 있습니다."))
}

// testTwoTargets: two moves take the same key to two maps, of which the first
// is being viewed. The maps are made in any order.
func testTwoTargets(t *testing.T) {
	t.Helper()
	orders := [][3]int{{0, 1, 2}, {1, 0, 2}, {2, 1, 0}}
	var from, first, second []*MutexMap
	for _, order := range orders {
		maps := testNewMaps(3)
		from = append(from, maps[order[0]])
		first, second = append(first, maps[order[1]]), append(second, maps[order[2]])
	}
	for i := range orders {
		from[i].Set("k", "moved")
		first[i].Remove("k")
		second[i].Remove("k")
	}
	hold := testNewHold()
	calls := hold.view(first...)
	toFirst, toSecond := make([]bool, 3), make([]bool, 3)
	for i := range orders {
		calls = append(calls, testStart(func() { toFirst[i] = Move(from[i], first[i], "k") }))
	}
	testSettle(testTrying)
	for i := range orders {
		calls = append(calls, testStart(func() { toSecond[i] = Move(from[i], second[i], "k") }))
	}
	testSettle(testTrying)
	hold.open()
	testFinish(t, testWords("Two moves of the same key, and they never came back.",
		"같은 키를 옮기는 두 Move가 끝나지 않습니다."), calls...)
	for i := range orders {
		testOneMoved(t, from[i], []*MutexMap{first[i], second[i]}, []bool{toFirst[i], toSecond[i]})
	}
}

// testManyTargets: eight moves want the same key, and all come while an Update
// holds it. The same happens with several maps at once.
func testManyTargets(t *testing.T) {
	t.Helper()
	const n, times = 8, 4
	from, to, told := testNewMaps(times), make([][]*MutexMap, times), make([][]bool, times)
	for i := range from {
		from[i].Set("k", "moved")
		to[i], told[i] = testNewMaps(n), make([]bool, n)
		for _, m := range to[i] {
			m.Remove("k")
		}
	}
	hold := testNewHold()
	calls := hold.busy(5, from...)
	for i, from := range from {
		for j := range n {
			calls = append(calls, testStart(func() { told[i][j] = Move(from, to[i][j], "k") }))
		}
	}
	testSettle(testTrying)
	hold.open()
	testFinish(t, testWords("Eight moves of the same key, and they never came back.",
		"같은 키를 옮기는 Move 여덟 개가 끝나지 않습니다."), calls...)
	for i := range from {
		testOneMoved(t, from[i], to[i], told[i])
	}
}

func testOneMoved(t *testing.T, from *MutexMap, to []*MutexMap, told []bool) {
	t.Helper()
	trues, copies := 0, testHas(from)
	for i := range to {
		copies += testHas(to[i])
		if told[i] {
			trues++
			value, _ := to[i].Get("k")
			assert.Equal(t, "moved", value, testWords("a Move returned true, and its map does not have the value",
				"Move가 true를 반환했는데 그 맵에 값이 없습니다."))
		}
	}
	assert.Equal(t, 1, trues, testWords("%d moves of one key at once: how many were told true",
		"동시에 한 키를 옮기는 Move %d개 가운데 true를 받은 것의 수입니다."), len(to))
	require.Equal(t, 1, copies, testWords("%d moves of one key at once: how many maps have the key now",
		"Move %d개가 동시에 한 키를 옮긴 뒤, 그 키가 있는 맵의 수입니다."), len(to))
}

// testMoveAndUpdate: a move and then Updates of the same key wait behind an
// Update that is inside its f.
func testMoveAndUpdate(t *testing.T) {
	t.Helper()
	from, to := NewMutexMap(), NewMutexMap()
	from.Set("k", 10)
	hold := testNewHold()
	calls := hold.busy(5, from)
	calls = append(calls, testStart(func() { Move(from, to, "k") }))
	testSettle(testTrying)
	calls = append(calls, testStart(func() { from.Update("k", testAddOne) }))
	testSettle(testTrying)
	hold.open()
	testFinish(t, testWords("A move and an Update of the same key, and they never came back.",
		"같은 키의 Move와 Update가 끝나지 않습니다."), calls...)
	moved, _ := to.Get("k")
	left, _ := from.Get("k")
	updatedFirst := moved == 11 && left == nil
	movedFirst := moved == 10 && left == 1
	require.True(t, updatedFirst || movedFirst, testWords("k was 10; a Move and an Update that adds one came at once. Now to holds %v and from holds %v, "+
		"which no order of the two can give: one of them is lost.",
		"k가 10일 때 Move와 1을 더하는 Update가 동시에 들어왔습니다. 지금 to의 값은 %v, from의 값은 %v인데, "+
			"둘을 어떤 순서로 실행해도 이렇게 될 수 없습니다. 둘 가운데 하나가 사라졌습니다."), moved, left)
}
