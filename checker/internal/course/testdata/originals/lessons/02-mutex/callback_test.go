package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step callback: Range's f may call any method of the map.
func TestRangeLetsItsCallbackCallTheMap(t *testing.T) {
	testNeedRace(t)
	for _, method := range testMethods() {
		m := testNumbered(3)
		testFinish(t, testWords("Range's f called a method of the same map ("+method.name+") and waits for ever.",
			"Range의 f가 같은 맵의 메서드("+method.name+")를 부르고 영원히 기다립니다."), testStart(func() {
			m.Range(func(key string, _ any) bool { method.call(m, key); return false })
		}))
	}
	testRangeShowsAll(t)
	testRangeEnds(t)
	testRangeShowsOnce(t)
	testRangeBesideWriters(t)
}

// testNumbered is a map of the keys "0", "1", …, each with its number.
func testNumbered(keys int) *MutexMap {
	m := NewMutexMap()
	for i := range keys {
		m.Set(strconv.Itoa(i), i)
	}
	return m
}

// testRangeShowsAll: when nothing changes, Range shows each key once.
func testRangeShowsAll(t *testing.T) {
	t.Helper()
	m := testNumbered(20)
	seen := map[string]any{}
	calls := 0
	m.Range(func(key string, value any) bool {
		seen[key] = value
		calls++
		return true
	})
	assert.Equal(t, 20, calls, testWords("Range must call f once for each of 20 keys", "Range는 키 20개마다 f를 한 번씩 불러야 합니다."))
	for i := range 20 {
		assert.Equal(t, i, seen[strconv.Itoa(i)], testWords("Range must show the value of key %d", "Range는 키 %d의 값을 보여 주어야 합니다."), i)
	}
	NewMutexMap().Range(func(string, any) bool {
		assert.Fail(t, testWords("Range of an empty map called f", "빈 맵의 Range가 f를 불렀습니다."))
		return true
	})
}

// testRangeEnds: false ends it.
func testRangeEnds(t *testing.T) {
	t.Helper()
	m := testNumbered(20)
	calls := 0
	m.Range(func(string, any) bool { calls++; return calls < 3 })
	require.Equal(t, 3, calls, testWords("f returned false at its third call, so that was to be the last",
		"f가 세 번째 호출에서 false를 돌려주었으므로, 그것이 마지막 호출이어야 합니다."))
}

// testRangeShowsOnce: f changes the map as it goes, and calls Range itself.
func testRangeShowsOnce(t *testing.T) {
	t.Helper()
	const keys = 50
	m := testNumbered(keys)
	seen := map[string]int{}
	calls := 0
	testFinish(t, testWords("Range's f calls the map, and waits for ever.", "Range의 f가 맵을 부르고 영원히 기다립니다."), testStart(func() {
		m.Range(func(key string, value any) bool {
			seen[key]++
			calls++
			m.Remove(key)
			m.Set("new "+strconv.Itoa(calls), value) // behind all keys, and before them, where they are sorted
			m.Set("!new "+strconv.Itoa(calls), value)
			m.Set(key, value)
			inner := 0
			m.Range(func(string, any) bool { inner++; return inner < 3 })
			return calls < 10*keys && m.Count() > 0
		})
	}))
	for i := range keys {
		assert.Equal(t, 1, seen[strconv.Itoa(i)], testWords("how often Range showed key %d while f added other keys",
			"f가 다른 키를 더하는 동안, Range가 키 %d의 값을 보여 준 횟수입니다."), i)
		if t.Failed() {
			return
		}
	}
	testRangeWhileRemoving(t)
}

// testRangeWhileRemoving: the first call of f removes all keys; that must not
// disturb Range.
func testRangeWhileRemoving(t *testing.T) {
	t.Helper()
	m := testNumbered(20)
	seen := map[string]int{}
	testFinish(t, testWords("Range's f calls Remove, and waits for ever.", "Range의 f가 Remove를 부르고 영원히 기다립니다."), testStart(func() {
		m.Range(func(key string, _ any) bool {
			seen[key]++
			for i := range 20 {
				m.Remove(strconv.Itoa(i))
			}
			return true
		})
	}))
	for key, times := range seen {
		assert.Equal(t, 1, times, testWords("how often Range showed key %s while f removed keys",
			"f가 키를 지우는 동안, Range가 키 %s의 값을 보여 준 횟수입니다."), key)
	}
	assert.Equal(t, 0, m.Count(), testWords("f removed all keys", "f가 모든 키를 지웠습니다."))
	testAnswers(t, testWords("a Range whose f removed all keys", "f가 모든 키를 지운 Range"), m)
}

// testRangeBesideWriters: what Range walks over no other goroutine may write.
func testRangeBesideWriters(t *testing.T) {
	t.Helper()
	walk := testMethod{"Range", false, func(m *MutexMap, _ string) { m.Range(testReadAll) }}
	for _, other := range testMethods() {
		if !other.writes || other.name == "Remove" && testRemoveOfOneLock() {
			continue
		}
		testInPairs(t, walk, other)
		testInPairs(t, other, walk)
	}
}
