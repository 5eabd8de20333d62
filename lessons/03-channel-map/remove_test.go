package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Step remove: a removed key is gone, and removing a missing key is no error.
func TestRemovedKeyIsGone(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		withoutSleeping(t, func() {
			removeOneOfTwo(t)
			removeMissing(t)
			removeWhatWasJustSet(t)
		})
		removeWhileBusy(t)
	})
	inBubble(t, func(t *testing.T) {
		pairs := [][2]call{{removeIt, getIt}, {getIt, removeIt}, {removeIt, setOne}, {setOne, removeIt}}
		for _, pair := range pairs {
			m := NewMap()
			inOrder(func() { pair[0].use(m) }, func() { pair[1].use(m) })
		}
	})
}

func removeOneOfTwo(t *testing.T) {
	m := NewMap()
	m.Set("goes", 1)
	m.Set("stays", 2)
	m.Remove("goes")
	got, found := m.Get("goes")
	require.Equalf(t, false, found, "the key was removed, yet Get finds it: %s, and %s", lookAt("Run"), lookAt("Remove"))
	require.Nilf(t, got, "the key was removed, yet Get gives a value: %s", lookAt("Remove"))
	got, found = m.Get("stays")
	require.Equalf(t, true, found, "another key was removed, not this one: %s", lookAt("Remove"))
	require.Equalf(t, 2, got, "another key was removed, not this one: %s", lookAt("Remove"))
	m.Set("goes", 3)
	got, _ = m.Get("goes")
	require.Equalf(t, 3, got, "a removed key can be Set again: %s", lookAt("Remove"))
}

func removeMissing(t *testing.T) {
	m := NewMap()
	m.Remove("never there")
	m.Remove("never there")
	_, found := m.Get("never there")
	require.Equalf(t, false, found, "Remove of a missing key must not make one: %s", lookAt("Remove"))
	m.Set("k", 1)
	got, _ := m.Get("k")
	require.Equalf(t, 1, got, "after Remove of a missing key the map must go on: %s", lookAt("Run"))
}

// removeWhatWasJustSet is so fast that a Remove which comes late, or never, is seen.
func removeWhatWasJustSet(t *testing.T) {
	m := NewMap()
	for round := range 50 {
		for i := range 10 {
			m.Set(strconv.Itoa(i), round)
		}
		for i := range 10 {
			m.Remove(strconv.Itoa(i))
		}
		for i := 9; i >= 0; i-- {
			_, found := m.Get(strconv.Itoa(i))
			require.Equalf(t, false, found, "Remove has returned, so the next Get must not find the key: %s", lookAt("Remove"))
		}
		m.Set("back", round)
		m.Remove("back")
		m.Set("back", round)
		_, found := m.Get("back")
		require.Equalf(t, true, found, "Set came after Remove, so the key is there: %s", lookAt("Remove"))
	}
}

// removeWhileBusy fills the channel, whatever room it has, while the map cannot receive.
func removeWhileBusy(t *testing.T) {
	const keys = 1500
	m, done := NewMap(), make(chan struct{})
	for i := range keys {
		m.Set(strconv.Itoa(i), i)
	}
	whileBusy(m, func() {
		go func() {
			defer close(done)
			for i := range keys {
				m.Remove(strconv.Itoa(i))
			}
		}()
	})
	<-done
	for i := range keys {
		_, found := m.Get(strconv.Itoa(i))
		require.Equalf(t, false, found, "a key was removed while the map was busy, and is still there: %s", lookAt("Remove"))
	}
}
