package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Step run: what has been Set can be got.
func TestSetCanBeGot(t *testing.T) {
	testInBubble(t, func(t *testing.T) {
		testWithoutSleeping(t, func() {
			testSetThenGet(t)
			testMapsAreApart(t)
			testSetAgainAndAgain(t)
		})
		testSetWhileBusy(t)
	})
	testInBubble(t, func(t *testing.T) {
		pairs := [][2]testCall{{testSetOne, testGetIt}, {testGetIt, testSetOne}, {testSetOne, testSetOne}}
		for _, pair := range pairs {
			m := NewMap()
			testInOrder(func() { pair[0].use(m) }, func() { pair[1].use(m) })
		}
	})
}

func testSetThenGet(t *testing.T) {
	m := NewMap()
	m.Set("page", "/index.html")
	m.Set("hits", 3)
	for key, want := range map[string]any{"page": "/index.html", "hits": 3} {
		got, found := m.Get(key)
		require.Equalf(t, true, found, testWords("Set(%q, %v) has returned, so Get must find the key: %s",
			"Set(%q, %v) 호출이 끝났으므로 Get이 그 키를 찾아야 합니다. %s"), key, want, testLookAt("Get"))
		require.Equalf(t, want, got, testWords("Get(%q) must give what was Set: %s", "Get(%q) 호출은 Set한 값을 돌려주어야 합니다. %s"), key, testLookAt("Get"))
	}
}

func testMapsAreApart(t *testing.T) {
	one, other := NewMap(), NewMap()
	one.Set("k", "one")
	_, found := other.Get("k")
	require.Equalf(t, false, found, testWords("a key that was Set in one map turned up in another: %s",
		"한 맵에 Set한 키가 다른 맵에서 나왔습니다. %s"), testLookAt("NewMap"))
}

// testSetAgainAndAgain overwrites keys so fast that a Set which comes late, or never, is seen.
func testSetAgainAndAgain(t *testing.T) {
	m := NewMap()
	for round := range 50 {
		key := strconv.Itoa(round)
		for value := range 20 {
			m.Set(key, value)
		}
		got, _ := m.Get(key)
		require.Equalf(t, 19, got, testWords("20 times Set by one goroutine, and its next Get must give the last value: %s",
			"고루틴 하나가 20번 Set했으므로, 이어지는 Get은 마지막 값을 돌려주어야 합니다. %s"), testLookAt("Set"))
	}
}

// testSetWhileBusy fills the channel, whatever room it has, while the map cannot receive.
func testSetWhileBusy(t *testing.T) {
	const keys = 2500
	m, done := NewMap(), make(chan struct{})
	testWhileBusy(m, func() {
		go func() {
			defer close(done)
			for i := range keys {
				m.Set(strconv.Itoa(i), i)
			}
		}()
	})
	<-done
	for i := range keys {
		got, _ := m.Get(strconv.Itoa(i))
		require.Equalf(t, i, got, testWords("a value was Set while the map was busy, and is not there: %s",
			"맵이 바쁠 때 Set한 값이 없습니다. %s"), testLookAt("Set"))
	}
}
