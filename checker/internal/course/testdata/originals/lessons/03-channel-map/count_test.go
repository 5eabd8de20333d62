package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Step count: the number is exact, and asking for it races with nothing.
func TestCountIsExact(t *testing.T) {
	testInBubble(t, func(t *testing.T) {
		for _, other := range []testCall{testSetOne, testRemoveIt, testUpdateIt} {
			m := NewMap()
			testInOrder(func() { m.Count() }, func() { other.use(m) })
			m = NewMap()
			testInOrder(func() { other.use(m) }, func() { m.Count() })
		}
	})
	testInBubble(t, func(t *testing.T) {
		testWithoutSleeping(t, func() {
			testCountAsItGrows(t)
			testCountAsItShrinks(t)
			testCountWhatManySet(t)
		})
		testCountBehindTheQueue(t)
		testCountManyAtOnce(t)
	})
}

func testCountAsItGrows(t *testing.T) {
	m := NewMap()
	require.Zerof(t, m.Count(), testWords("a new map is empty: %s", "새 맵은 비어 있어야 합니다. %s"), testLookAt("Count"))
	for i := range 200 {
		m.Set(strconv.Itoa(i), i)
		require.Equalf(t, i+1, m.Count(), testWords("every Set of a new key has returned before Count: %s",
			"새 키의 Set이 모두 끝난 뒤에 Count를 불렀습니다. %s"), testLookAt("Count"))
	}
	for i := range 200 {
		m.Set(strconv.Itoa(i), nil)
	}
	require.Equalf(t, 200, m.Count(), testWords("to Set a key that is there adds none: %s",
		"이미 있는 키를 Set해도 개수는 늘지 않습니다. %s"), testLookAt("Count"))
	m.Update("0", testPlusOne)
	require.Equalf(t, 200, m.Count(), testWords("to Update a key that is there adds none: %s",
		"이미 있는 키를 Update해도 개수는 늘지 않습니다. %s"), testLookAt("Count"))
	m.Update("new", testPlusOne)
	require.Equalf(t, 201, m.Count(), testWords("to Update a missing key adds one: %s", "없는 키를 Update하면 하나 늘어납니다. %s"), testLookAt("Count"))
}

func testCountAsItShrinks(t *testing.T) {
	m := NewMap()
	for i := range 100 {
		m.Set(strconv.Itoa(i), i)
	}
	m.Remove("missing")
	m.Get("missing")
	require.Equalf(t, 100, m.Count(), testWords("a key that was never there was removed: %s", "한 번도 없던 키를 지웠습니다. %s"), testLookAt("Count"))
	for i := range 100 {
		m.Remove(strconv.Itoa(i))
		m.Remove(strconv.Itoa(i))
		require.Equalf(t, 99-i, m.Count(), testWords("every Remove has returned before Count: %s",
			"Remove가 모두 끝난 뒤에 Count를 불렀습니다. %s"), testLookAt("Count"))
	}
}

func testCountWhatManySet(t *testing.T) {
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
	require.Equalf(t, writers*keys, m.Count(), testWords("%d goroutines have each Set %d keys of their own: %s",
		"고루틴 %d개가 저마다 자기 키 %d개를 Set했습니다. %s"), writers, keys, testLookAt("Count"))
}

// testCountBehindTheQueue counts after commands that had to wait for the map.
func testCountBehindTheQueue(t *testing.T) {
	const keys = 100
	m, counted := NewMap(), make(chan int, 1)
	testWhileBusy(m, func() {
		go func() {
			for i := range keys {
				m.Set(strconv.Itoa(i), i)
			}
			counted <- m.Count()
		}()
	})
	n := <-counted
	require.Truef(t, n == keys || n == keys+1,
		testWords("%d keys were Set and then counted by one goroutine, while an Update of one more key ended; Count said %d: %s",
			"고루틴 하나가 키 %d개를 Set한 뒤 셌고, 그 사이에 다른 키 하나의 Update가 끝났습니다. Count의 답은 %d입니다. %s"), keys, n, testLookAt("Count"))
	require.Equalf(t, keys+1, m.Count(), testWords("%d keys were Set, and one came by Update: %s",
		"키 %d개를 Set했고, 하나는 Update로 생겼습니다. %s"), keys, testLookAt("Count"))
}

// testCountManyAtOnce lets many goroutines wait for the number at once.
func testCountManyAtOnce(t *testing.T) {
	const askers = 32
	m, counted := NewMap(), make(chan int, askers)
	m.Set("busy", "not yet")
	testWhileBusy(m, func() {
		for range askers {
			go func() { counted <- m.Count() }()
		}
	})
	for range askers {
		require.Equalf(t, 1, <-counted, testWords("one key was there all the time: %s", "키 하나가 내내 있었습니다. %s"), testLookAt("Count"))
	}
}
