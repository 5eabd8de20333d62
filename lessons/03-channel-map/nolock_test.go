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
	lines, err := testImportLines()
	require.NoError(t, err, testWords("sharedmap.go does not parse", "sharedmap.go를 해석할 수 없습니다"))
	for _, lock := range testLocks() {
		if line, imported := lines[lock]; imported {
			t.Fatalf(testWords("sharedmap.go:%d imports %q: here one goroutine owns the map, and that alone must make it safe",
				"sharedmap.go:%d에서 %q 패키지를 가져옵니다. 여기서는 고루틴 하나가 맵을 소유하며, 그것만으로 안전해야 합니다"), line, lock)
		}
	}
	testInBubble(t, func(t *testing.T) {
		for _, first := range testEveryCall() {
			for _, second := range testEveryCall() {
				for _, there := range []bool{false, true} {
					m := NewMap()
					if there {
						m.Set("k", 0)
					}
					testInOrder(func() { first.use(m) }, func() { second.use(m) })
				}
			}
		}
	})
	testInBubble(t, func(t *testing.T) {
		for _, second := range testEveryCall() {
			m := NewMap()
			testInOrder(func() { m.Update("k", testSlowly) }, func() { second.use(m) })
		}
	})
	testInBubble(t, testMixedCalls)
}

// testLocks are the packages that hold locks, or what locks are made of.
func testLocks() []string {
	return []string{
		"sync", "sync/atomic",
		"golang.org/x/sync/semaphore", "golang.org/x/sync/singleflight", "golang.org/x/sync/syncmap",
	}
}

// testSlowly is an Update that is still at work when the second of two calls comes.
func testSlowly(any, bool) any {
	time.Sleep(2 * time.Second)
	return "slow"
}

// testMixedCalls lets 64 goroutines, all started while the map is busy, use all of it at once.
func testMixedCalls(t *testing.T) {
	const goroutines = 64
	m, done := NewMap(), make(chan struct{})
	testWhileBusy(m, func() {
		for g := range goroutines {
			go func() {
				defer func() { done <- struct{}{} }()
				testUseAllOf(t, m, strconv.Itoa(g), g)
			}()
		}
	})
	for range goroutines {
		<-done
	}
	require.Equalf(t, goroutines+2, m.Count(), testWords("each goroutine left one key, and all of them share two more: %s",
		"고루틴마다 키를 하나씩 남겼고, 모두가 함께 쓰는 키가 둘 더 있습니다. %s"), testLookAt("Count"))
}

// testUseAllOf calls every method with a key of the caller's own, so that each answer is known.
func testUseAllOf(t *testing.T, m SharedMap, key string, n int) {
	m.Set(key, n)
	got, _ := m.Get(key)
	assert.Equalf(t, n, got, testWords("nobody else uses this key: %s", "이 키는 다른 누구도 쓰지 않습니다. %s"), testLookAt("Get"))
	got = m.Update(key, testPlusOne)
	assert.Equalf(t, n+1, got, testWords("nobody else uses this key: %s", "이 키는 다른 누구도 쓰지 않습니다. %s"), testLookAt("Update"))
	m.Set("shared", n)
	m.Update("shared", testPlusOne)
	m.Set(key+" goes", n)
	m.Remove(key + " goes")
	_, found := m.Get(key + " goes")
	assert.Equalf(t, false, found, testWords("nobody else uses this key, and it was removed: %s",
		"이 키는 다른 누구도 쓰지 않으며, 이미 지웠습니다. %s"), testLookAt("Remove"))
	assert.Positivef(t, m.Count(), testWords("this goroutine's key is there: %s", "이 고루틴의 키가 있어야 합니다. %s"), testLookAt("Count"))
	got, _ = m.Get(key)
	assert.Equalf(t, n+1, got, testWords("nobody else uses this key: %s", "이 키는 다른 누구도 쓰지 않습니다. %s"), testLookAt("Get"))
}
