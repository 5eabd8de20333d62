package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// Step atomic: an Update is one step. One is held inside its callback, between
// reading and writing, while others want to change the same map.
func TestUpdateIsOneStep(t *testing.T) {
	testrecord.Begin(t)
	testPlainly(t, "Set", "Remove", "Get", "Update")
	testThousandIncrements(t)
	testUpdateAfterAnother(t)
	writers := []string{"Set", "Update", "Get", "Count"}
	if !testRemoveOfOneLock() {
		writers = append(writers, "Remove")
	}
	testCrowdWaits(t, writers...)
	setOther := testWords("Set of another key", "다른 키의 Set")
	updateOther := testWords("Update of another key", "다른 키의 Update")
	for _, other := range []struct {
		name   string
		call   func(m, to *MutexMap)
		counts []any // what the key may be afterwards; nil: it is gone
	}{
		{"Set", func(m, _ *MutexMap) { m.Set("n", 100) }, []any{100, 101}},
		{"Remove", func(m, _ *MutexMap) { m.Remove("n") }, []any{nil, 1}},
		{testWords("Move from the map", "이 맵에서 나가는 Move"), func(m, to *MutexMap) { Move(m, to, "n") }, []any{nil, 1}},
		{testWords("Move into the map", "이 맵으로 들어오는 Move"), func(m, to *MutexMap) { to.Set("n", 100); Move(to, m, "n") }, []any{100, 101}},
		{"Update", func(m, _ *MutexMap) { m.Update("n", testAddOne) }, []any{12}},
		{setOther, func(m, _ *MutexMap) { m.Set("other", 2) }, []any{11}},
		{updateOther, func(m, _ *MutexMap) { m.Update("other", testAddOne) }, []any{11}},
	} {
		if other.name == "Remove" && testRemoveOfOneLock() {
			continue
		}
		m, to := NewMutexMap(), NewMutexMap()
		m.Set("n", 10)
		m.Set("other", 1)
		testBesideUpdate(t, m, func() { other.call(m, to) })
		value, _ := m.Get("n")
		require.True(t, slices.Contains(other.counts, value), testWords("An Update (n: 10, one more) had called its f when %s came. "+
			"Afterwards n must be as if one had come after the other, but it is %v; one of the two is lost.",
			"n이 10일 때 1을 더하는 Update가 f를 부른 뒤에 %s 호출이 들어왔습니다. "+
				"끝난 뒤 n은 둘을 차례로 실행한 것과 같아야 하는데 %v이므로, 둘 가운데 하나가 사라졌습니다."), other.name, value)
		value, _ = m.Get("other")
		if other.name == setOther || other.name == updateOther {
			require.Equal(t, 2, value, testWords("%s ran beside an Update, and is lost",
				"%s 호출이 Update와 동시에 실행되었는데, 그 결과가 사라졌습니다."), other.name)
		}
	}
}

// testThousandIncrements: the first of them is inside its callback while the
// others begin.
func testThousandIncrements(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("n", 0)
	testBesideUpdate(t, m, func() {
		for range 111 {
			m.Update("n", testAddOne)
		}
	}, 9)
	value, _ := m.Get("n")
	require.Equal(t, 1000, value, testWords("1000 times Update added one to n. One of them was between reading and writing "+
		"when the others came; what was written in that time is lost.",
		"Update가 n에 1을 1000번 더했습니다. 그중 하나가 읽기와 쓰기 사이에 있을 때 나머지가 들어왔고, "+
			"그동안 쓴 값이 사라졌습니다."))
}

// testBesideUpdate holds an Update of n inside its callback, starts call, lets all
// go as far as they can, and ends the Update.
func testBesideUpdate(t *testing.T, m *MutexMap, call func(), times ...int) {
	t.Helper()
	inside := testNewGate()
	calls := []<-chan struct{}{testStart(func() {
		m.Update("n", func(old any, found bool) any {
			inside.pass()
			return testAddOne(old, found)
		})
	})}
	testFinish(t, testWords("Update never called its f", "Update가 끝내 f를 부르지 않았습니다."), inside.entered)
	n := 1
	if len(times) > 0 {
		n = times[0]
	}
	for range n {
		calls = append(calls, testStart(call))
	}
	testSettle(100)
	inside.open()
	testFinish(t, testWords("Two calls on one map, and they never came back", "한 맵에 대한 두 호출이 끝나지 않습니다."), calls...)
}
