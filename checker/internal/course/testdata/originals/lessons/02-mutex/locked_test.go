package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step locked: whatever two methods run together, there is no data race. Each
// pair of methods runs in both orders, in two goroutines that only the map
// could order.
func TestNoTwoMethodsRace(t *testing.T) {
	testNeedRace(t)
	testWorks(t)
	all := slices.DeleteFunc(testMethods(), func(m testMethod) bool {
		return m.name == "Remove" && testRemoveOfOneLock()
	})
	for _, first := range all {
		for _, second := range all {
			testInPairs(t, first, second)
		}
	}
}

// testWorks tries the map in one goroutine alone.
func testWorks(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	testFinish(t, testWords("used by one goroutine alone, the map does not answer",
		"고루틴 하나만 쓰는데도 맵이 응답하지 않습니다."), testStart(func() {
		m.Set("a", 1)
		m.Set("b", nil)
		m.Set("a", 2)
	}))
	value, found := m.Get("a")
	assert.True(t, found, testWords("Get of a key that was set says that there is none", "Set한 키인데 Get이 없다고 합니다."))
	assert.Equal(t, 2, value, testWords("Get must return what was set last", "Get은 마지막에 Set한 값을 돌려주어야 합니다."))
	value, found = m.Get("b")
	assert.True(t, found, testWords("a key that was set to nil is there all the same", "nil로 Set한 키도 있는 키입니다."))
	assert.Nil(t, value, testWords("Get of a key that was set to nil", "nil로 Set한 키의 Get입니다."))
	_, found = m.Get("c")
	assert.False(t, found, testWords("Get of a key that was never set says that there is one", "Set한 적이 없는 키인데 Get이 있다고 합니다."))
	assert.Equal(t, 2, m.Count(), testWords("Count after two keys were set", "키 두 개를 Set한 뒤의 Count입니다."))
	require.False(t, t.Failed(), testWords("the map must do its work with one goroutine before it can with two",
		"고루틴이 둘일 때에 앞서, 하나일 때부터 맵이 제대로 동작해야 합니다."))
}
