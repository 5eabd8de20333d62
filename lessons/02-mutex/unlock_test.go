package main

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var testErrCallback = errors.New("the callback panics")

// Step unlock: however a call ended, the map answers the next one.
func TestMapAnswersAfterward(t *testing.T) {
	panics := func() any { panic(testErrCallback) }
	ways := []struct {
		name   string
		panics bool
		call   func(m, other *MutexMap)
	}{
		{"Range's f returned false", false, func(m, _ *MutexMap) { m.Range(func(string, any) bool { return false }) }},
		{"View's f panicked", true, func(m, _ *MutexMap) { m.View("a", func(any, bool) { panics() }) }},
		{"View's f panicked on a missing key", true, func(m, _ *MutexMap) { m.View("none", func(any, bool) { panics() }) }},
		{"Range's f panicked", true, func(m, _ *MutexMap) { m.Range(func(string, any) bool { panics(); return true }) }},
		{"Update's f panicked", true, func(m, _ *MutexMap) { m.Update("a", func(any, bool) any { return panics() }) }},
		{"Update's f panicked on a missing key", true, func(m, _ *MutexMap) { m.Update("none", func(any, bool) any { return panics() }) }},
		{"Get of a missing key", false, func(m, _ *MutexMap) { m.Get("none") }},
		{"View of a missing key", false, func(m, _ *MutexMap) { m.View("none", func(any, bool) {}) }},
		{"Remove of a missing key", false, func(m, _ *MutexMap) { m.Remove("none") }},
		{"Set of a value that is there already", false, func(m, _ *MutexMap) { m.Set("a", 1) }},
		{"Update that changes nothing", false, func(m, _ *MutexMap) { m.Update("a", testKeep) }},
		{"Move of a key that from lacks", false, func(m, other *MutexMap) { Move(m, other, "none") }},
		{"Move of a key that to has, too", false, func(m, other *MutexMap) { Move(other, m, "a") }},
		{"Move back of a key", false, func(m, other *MutexMap) { Move(m, other, "a"); Move(other, m, "a") }},
	}
	for _, way := range ways {
		m, other := NewMutexMap(), NewMutexMap()
		m.Set("a", 1)
		other.Set("a", 1)
		var thrown any
		testFinish(t, way.name+", and the call never came back", testStart(func() {
			defer func() { thrown = recover() }()
			way.call(m, other)
		}))
		if way.panics {
			assert.Equal(t, testErrCallback, thrown, "%s: that panic must reach the caller as it was thrown", way.name)
		} else {
			require.Nil(t, thrown, "%s, and the method panicked", way.name)
		}
		testAnswers(t, way.name, m)
		testAnswers(t, way.name, other)
	}
}

// testAnswers calls all the methods of a map.
func testAnswers(t *testing.T, after string, m *MutexMap) {
	t.Helper()
	for _, method := range testMethods() {
		testFinish(t, "After "+after+" the map does not answer: "+method.name+" waits for ever.",
			testStart(func() { method.call(m, "b") }))
	}
	value, found := m.Get("a")
	if found {
		assert.Equal(t, 1, value, "after %s the value of another key has changed", after)
	}
}
