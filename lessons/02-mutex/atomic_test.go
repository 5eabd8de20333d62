package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Step atomic: an Update is one step. One is held inside its callback, between
// reading and writing, while others want to change the same map.
func TestUpdateIsOneStep(t *testing.T) {
	testThousandIncrements(t)
	for _, other := range []struct {
		name   string
		call   func(m, to *MutexMap)
		counts []any // what the key may be afterwards; nil: it is gone
	}{
		{"Set", func(m, _ *MutexMap) { m.Set("n", 100) }, []any{100, 101}},
		{"Remove", func(m, _ *MutexMap) { m.Remove("n") }, []any{nil, 1}},
		{"Move from the map", func(m, to *MutexMap) { Move(m, to, "n") }, []any{nil, 1}},
		{"Move into the map", func(m, to *MutexMap) { to.Set("n", 100); Move(to, m, "n") }, []any{100, 101}},
		{"Update", func(m, _ *MutexMap) { m.Update("n", testAddOne) }, []any{12}},
		{"Set of another key", func(m, _ *MutexMap) { m.Set("other", 2) }, []any{11}},
		{"Update of another key", func(m, _ *MutexMap) { m.Update("other", testAddOne) }, []any{11}},
	} {
		if other.name == "Remove" && testRemoveOfOneLock() {
			continue
		}
		m, to := NewMutexMap(), NewMutexMap()
		m.Set("n", 10)
		m.Set("other", 1)
		testBesideUpdate(t, m, func() { other.call(m, to) })
		value, _ := m.Get("n")
		require.Contains(t, other.counts, value, "An Update (n: 10, one more) had called its f when %s came. "+
			"Afterwards n must be as if one had come after the other; one of the two is lost.", other.name)
		value, _ = m.Get("other")
		if other.name == "Set of another key" || other.name == "Update of another key" {
			require.Equal(t, 2, value, "%s ran beside an Update, and is lost", other.name)
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
	require.Equal(t, 1000, value, "1000 times Update added one to n. One of them was between reading and writing "+
		"when the others came; what was written in that time is lost.")
}

// testBesideUpdate holds an Update of n inside its callback, starts call, lets all
// go as far as they can, and ends the Update.
func testBesideUpdate(t *testing.T, m *MutexMap, call func(), times ...int) {
	t.Helper()
	inside := newTestGate()
	calls := []<-chan struct{}{testStart(func() {
		m.Update("n", func(old any, found bool) any {
			inside.pass()
			return testAddOne(old, found)
		})
	})}
	testFinish(t, "Update never called its f", inside.entered)
	n := 1
	if len(times) > 0 {
		n = times[0]
	}
	for range n {
		calls = append(calls, testStart(call))
	}
	testSettle(100 * time.Millisecond)
	inside.open()
	testFinish(t, "Two calls on one map, and they never came back", calls...)
}
