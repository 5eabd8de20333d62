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
		testFinish(t, "Range's f called a method of the same map ("+method.name+") and waits for ever.", testStart(func() {
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
	assert.Equal(t, 20, calls, "Range must call f once for each of 20 keys")
	for i := range 20 {
		assert.Equal(t, i, seen[strconv.Itoa(i)], "Range must show the value of key %d", i)
	}
	NewMutexMap().Range(func(string, any) bool {
		assert.Fail(t, "Range of an empty map called f")
		return true
	})
}

// testRangeEnds: false ends it.
func testRangeEnds(t *testing.T) {
	t.Helper()
	m := testNumbered(20)
	calls := 0
	m.Range(func(string, any) bool { calls++; return calls < 3 })
	require.Equal(t, 3, calls, "f returned false at its third call, so that was to be the last")
}

// testRangeShowsOnce: f changes the map as it goes, and calls Range itself.
func testRangeShowsOnce(t *testing.T) {
	t.Helper()
	const keys = 50
	m := testNumbered(keys)
	seen := map[string]int{}
	calls := 0
	testFinish(t, "Range's f calls the map, and waits for ever.", testStart(func() {
		m.Range(func(key string, value any) bool {
			seen[key]++
			calls++
			m.Remove(key)
			m.Set("new "+strconv.Itoa(calls), value)
			m.Set(key, value)
			inner := 0
			m.Range(func(string, any) bool { inner++; return inner < 3 })
			return calls < 10*keys && m.Count() > 0
		})
	}))
	for i := range keys {
		assert.Equal(t, 1, seen[strconv.Itoa(i)], "how often Range showed key %d while f added other keys", i)
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
	testFinish(t, "Range's f calls Remove, and waits for ever.", testStart(func() {
		m.Range(func(key string, _ any) bool {
			seen[key]++
			for i := range 20 {
				m.Remove(strconv.Itoa(i))
			}
			return true
		})
	}))
	for key, times := range seen {
		assert.Equal(t, 1, times, "how often Range showed key %s while f removed keys", key)
	}
	assert.Equal(t, 0, m.Count(), "f removed all keys")
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
