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
	testFinish(t, "used by one goroutine alone, the map does not answer", testStart(func() {
		m.Set("a", 1)
		m.Set("b", nil)
		m.Set("a", 2)
	}))
	value, found := m.Get("a")
	assert.True(t, found, "Get of a key that was set says that there is none")
	assert.Equal(t, 2, value, "Get must return what was set last")
	value, found = m.Get("b")
	assert.True(t, found, "a key that was set to nil is there all the same")
	assert.Nil(t, value, "Get of a key that was set to nil")
	_, found = m.Get("c")
	assert.False(t, found, "Get of a key that was never set says that there is one")
	assert.Equal(t, 2, m.Count(), "Count after two keys were set")
	require.False(t, t.Failed(), "the map must do its work with one goroutine before it can with two")
}
