package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Step run: what has been Set can be got.
func TestSetCanBeGot(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		withoutSleeping(t, func() {
			setThenGet(t)
			mapsAreApart(t)
			setAgainAndAgain(t)
		})
		setWhileBusy(t)
	})
	inBubble(t, func(t *testing.T) {
		pairs := [][2]call{{setOne, getIt}, {getIt, setOne}, {setOne, setOne}}
		for _, pair := range pairs {
			m := NewMap()
			inOrder(func() { pair[0].use(m) }, func() { pair[1].use(m) })
		}
	})
}

func setThenGet(t *testing.T) {
	m := NewMap()
	m.Set("page", "/index.html")
	m.Set("hits", 3)
	for key, want := range map[string]any{"page": "/index.html", "hits": 3} {
		got, found := m.Get(key)
		require.Equalf(t, true, found, inWords("Set(%q, %v) has returned, so Get must find the key: %s",
			"Set(%q, %v) 호출이 끝났으므로 Get이 그 키를 찾아야 합니다. %s"), key, want, lookAt("Get"))
		require.Equalf(t, want, got, inWords("Get(%q) must give what was Set: %s", "Get(%q) 호출은 Set한 값을 돌려주어야 합니다. %s"), key, lookAt("Get"))
	}
}

func mapsAreApart(t *testing.T) {
	one, other := NewMap(), NewMap()
	one.Set("k", "one")
	_, found := other.Get("k")
	require.Equalf(t, false, found, inWords("a key that was Set in one map turned up in another: %s",
		"한 맵에 Set한 키가 다른 맵에서 나왔습니다. %s"), lookAt("NewMap"))
}

// setAgainAndAgain overwrites keys so fast that a Set which comes late, or never, is seen.
func setAgainAndAgain(t *testing.T) {
	m := NewMap()
	for round := range 50 {
		key := strconv.Itoa(round)
		for value := range 20 {
			m.Set(key, value)
		}
		got, _ := m.Get(key)
		require.Equalf(t, 19, got, inWords("20 times Set by one goroutine, and its next Get must give the last value: %s",
			"고루틴 하나가 20번 Set했으므로, 이어지는 Get은 마지막 값을 돌려주어야 합니다. %s"), lookAt("Set"))
	}
}

// setWhileBusy fills the channel, whatever room it has, while the map cannot receive.
func setWhileBusy(t *testing.T) {
	const keys = 2500
	m, done := NewMap(), make(chan struct{})
	whileBusy(m, func() {
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
		require.Equalf(t, i, got, inWords("a value was Set while the map was busy, and is not there: %s",
			"맵이 바쁠 때 Set한 값이 없습니다. %s"), lookAt("Set"))
	}
}
