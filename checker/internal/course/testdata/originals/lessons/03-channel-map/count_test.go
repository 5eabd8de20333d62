package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Step count: the number is exact, and asking for it races with nothing.
func TestCountIsExact(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		for _, other := range []call{setOne, removeIt, updateIt} {
			m := NewMap()
			inOrder(func() { m.Count() }, func() { other.use(m) })
			m = NewMap()
			inOrder(func() { other.use(m) }, func() { m.Count() })
		}
	})
	inBubble(t, func(t *testing.T) {
		withoutSleeping(t, func() {
			countAsItGrows(t)
			countAsItShrinks(t)
			countWhatManySet(t)
		})
		countBehindTheQueue(t)
		countManyAtOnce(t)
	})
}

func countAsItGrows(t *testing.T) {
	m := NewMap()
	require.Zerof(t, m.Count(), "a new map is empty: %s", lookAt("Count"))
	for i := range 200 {
		m.Set(strconv.Itoa(i), i)
		require.Equalf(t, i+1, m.Count(), "every Set of a new key has returned before Count: %s", lookAt("Count"))
	}
	for i := range 200 {
		m.Set(strconv.Itoa(i), nil)
	}
	require.Equalf(t, 200, m.Count(), "to Set a key that is there adds none: %s", lookAt("Count"))
	m.Update("0", plusOne)
	require.Equalf(t, 200, m.Count(), "to Update a key that is there adds none: %s", lookAt("Count"))
	m.Update("new", plusOne)
	require.Equalf(t, 201, m.Count(), "to Update a missing key adds one: %s", lookAt("Count"))
}

func countAsItShrinks(t *testing.T) {
	m := NewMap()
	for i := range 100 {
		m.Set(strconv.Itoa(i), i)
	}
	m.Remove("missing")
	m.Get("missing")
	require.Equalf(t, 100, m.Count(), "a key that was never there was removed: %s", lookAt("Count"))
	for i := range 100 {
		m.Remove(strconv.Itoa(i))
		m.Remove(strconv.Itoa(i))
		require.Equalf(t, 99-i, m.Count(), "every Remove has returned before Count: %s", lookAt("Count"))
	}
}

func countWhatManySet(t *testing.T) {
	const writers, keys = 16, 8
	m, done := NewMap(), make(chan struct{})
	for w := range writers {
		go func() {
			for i := range keys {
				m.Set(strconv.Itoa(w)+"/"+strconv.Itoa(i), i)
			}
			done <- struct{}{}
		}()
	}
	for range writers {
		<-done
	}
	require.Equalf(t, writers*keys, m.Count(), "%d goroutines have each Set %d keys of their own: %s", writers, keys, lookAt("Count"))
}

// countBehindTheQueue counts after commands that had to wait for the map.
func countBehindTheQueue(t *testing.T) {
	const keys = 100
	m, counted := NewMap(), make(chan int, 1)
	whileBusy(m, func() {
		go func() {
			for i := range keys {
				m.Set(strconv.Itoa(i), i)
			}
			counted <- m.Count()
		}()
	})
	n := <-counted
	require.Truef(t, n == keys || n == keys+1,
		"%d keys were Set and then counted by one goroutine, while an Update of one more key ended; Count said %d: %s", keys, n, lookAt("Count"))
	require.Equalf(t, keys+1, m.Count(), "%d keys were Set, and one came by Update: %s", keys, lookAt("Count"))
}

// countManyAtOnce lets many goroutines wait for the number at once.
func countManyAtOnce(t *testing.T) {
	const askers = 32
	m, counted := NewMap(), make(chan int, askers)
	m.Set("busy", "not yet")
	whileBusy(m, func() {
		for range askers {
			go func() { counted <- m.Count() }()
		}
	})
	for range askers {
		require.Equalf(t, 1, <-counted, "one key was there all the time: %s", lookAt("Count"))
	}
}
