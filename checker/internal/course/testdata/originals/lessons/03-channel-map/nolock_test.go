package main

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Step no-lock: the map is safe, and no lock makes it so.
func TestNoLock(t *testing.T) {
	lines, err := importLines()
	require.NoError(t, err, "sharedmap.go does not parse")
	for _, lock := range locks() {
		if line, imported := lines[lock]; imported {
			t.Fatalf("sharedmap.go:%d imports %q: here one goroutine owns the map, and that alone must make it safe", line, lock)
		}
	}
	inBubble(t, func(t *testing.T) {
		for _, first := range everyCall() {
			for _, second := range everyCall() {
				m := NewMap()
				inOrder(func() { first.use(m) }, func() { second.use(m) })
			}
		}
	})
	inBubble(t, func(t *testing.T) {
		for _, second := range everyCall() {
			m := NewMap()
			inOrder(func() { m.Update("k", slowly) }, func() { second.use(m) })
		}
	})
	inBubble(t, mixedCalls)
}

// locks are the packages that hold locks, or what locks are made of.
func locks() []string {
	return []string{
		"sync", "sync/atomic",
		"golang.org/x/sync/semaphore", "golang.org/x/sync/singleflight", "golang.org/x/sync/syncmap",
	}
}

// slowly is an Update that is still at work when the second of two calls comes.
func slowly(any, bool) any {
	time.Sleep(2 * time.Second)
	return "slow"
}

// mixedCalls lets 64 goroutines, all started while the map is busy, use all of it at once.
func mixedCalls(t *testing.T) {
	const goroutines = 64
	m, done := NewMap(), make(chan struct{})
	whileBusy(m, func() {
		for g := range goroutines {
			go func() {
				defer func() { done <- struct{}{} }()
				useAllOf(t, m, strconv.Itoa(g), g)
			}()
		}
	})
	for range goroutines {
		<-done
	}
	require.Equalf(t, goroutines+2, m.Count(), "each goroutine left one key, and all of them share two more: %s", lookAt("Count"))
}

// useAllOf calls every method with a key of the caller's own, so that each answer is known.
func useAllOf(t *testing.T, m SharedMap, key string, n int) {
	m.Set(key, n)
	got, _ := m.Get(key)
	assert.Equalf(t, n, got, "nobody else uses this key: %s", lookAt("Get"))
	got = m.Update(key, plusOne)
	assert.Equalf(t, n+1, got, "nobody else uses this key: %s", lookAt("Update"))
	m.Set("shared", n)
	m.Update("shared", plusOne)
	m.Set(key+" goes", n)
	m.Remove(key + " goes")
	_, found := m.Get(key + " goes")
	assert.Equalf(t, false, found, "nobody else uses this key, and it was removed: %s", lookAt("Remove"))
	assert.Positivef(t, m.Count(), "this goroutine's key is there: %s", lookAt("Count"))
	got, _ = m.Get(key)
	assert.Equalf(t, n+1, got, "nobody else uses this key: %s", lookAt("Get"))
}
