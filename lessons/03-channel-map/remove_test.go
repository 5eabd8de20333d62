package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Step remove: a removed key is gone, and removing a missing key is no error.
func TestRemovedKeyIsGone(t *testing.T) {
	testInBubble(t, func(t *testing.T) {
		testWithoutSleeping(t, func() {
			testRemoveOneOfTwo(t)
			testRemoveMissing(t)
			testRemoveWhatWasJustSet(t)
			testRemoveNil(t)
		})
		testRemoveWhileBusy(t)
	})
	testInBubble(t, func(t *testing.T) {
		pairs := [][2]testCall{{testRemoveIt, testGetIt}, {testGetIt, testRemoveIt}, {testRemoveIt, testSetOne}, {testSetOne, testRemoveIt}}
		for _, pair := range pairs {
			m := NewMap()
			testInOrder(func() { pair[0].use(m) }, func() { pair[1].use(m) })
		}
	})
}

func testRemoveOneOfTwo(t *testing.T) {
	m := NewMap()
	m.Set("goes", 1)
	m.Set("stays", 2)
	m.Remove("goes")
	got, found := m.Get("goes")
	require.Equalf(t, false, found, testWords("the key was removed, yet Get finds it: %s, and %s",
		"지운 키를 Get이 찾았습니다. %s. %s"), testLookAt("Run"), testLookAt("Remove"))
	require.Nilf(t, got, testWords("the key was removed, yet Get gives a value: %s", "지운 키인데 Get이 값을 돌려줍니다. %s"), testLookAt("Remove"))
	got, found = m.Get("stays")
	require.Equalf(t, true, found, testWords("another key was removed, not this one: %s", "지운 것은 이 키가 아니라 다른 키입니다. %s"), testLookAt("Remove"))
	require.Equalf(t, 2, got, testWords("another key was removed, not this one: %s", "지운 것은 이 키가 아니라 다른 키입니다. %s"), testLookAt("Remove"))
	m.Set("goes", 3)
	got, _ = m.Get("goes")
	require.Equalf(t, 3, got, testWords("a removed key can be Set again: %s", "지운 키도 다시 Set할 수 있어야 합니다. %s"), testLookAt("Remove"))
}

func testRemoveMissing(t *testing.T) {
	m := NewMap()
	m.Remove("never there")
	m.Remove("never there")
	_, found := m.Get("never there")
	require.Equalf(t, false, found, testWords("Remove of a missing key must not make one: %s",
		"없는 키를 Remove한다고 키가 생기면 안 됩니다. %s"), testLookAt("Remove"))
	m.Set("k", 1)
	got, _ := m.Get("k")
	require.Equalf(t, 1, got, testWords("after Remove of a missing key the map must go on: %s",
		"없는 키를 Remove한 뒤에도 맵은 계속 동작해야 합니다. %s"), testLookAt("Run"))
}

// testRemoveNil removes a stored nil, and lets each method look for what is left.
func testRemoveNil(t *testing.T) {
	m := NewMap()
	m.Set("k", nil)
	m.Remove("k")
	_, found := m.Get("k")
	require.Equalf(t, false, found, testWords("a stored nil is removed like any other value: %s", "저장한 nil도 다른 값과 똑같이 지워야 합니다. %s"), testLookAt("Remove"))
	m.Set("k", 1)
	m.Remove("k")
	var old any
	m.Update("k", func(o any, there bool) any {
		old, found = o, there
		return 2
	})
	require.Falsef(t, found, testWords("the key was removed, yet Update finds it: %s", "지운 키를 Update가 찾았습니다. %s"), testLookAt("Remove"))
	require.Nilf(t, old, testWords("the key was removed, yet Update is given a value: %s", "지운 키인데 Update가 값을 받았습니다. %s"), testLookAt("Remove"))
	got, _ := m.Get("k")
	require.Equalf(t, 2, got, testWords("a removed key can be Updated: %s", "지운 키도 Update할 수 있어야 합니다. %s"), testLookAt("Remove"))
}

// testRemoveWhatWasJustSet is so fast that a Remove which comes late, or never, is seen.
func testRemoveWhatWasJustSet(t *testing.T) {
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
			require.Equalf(t, false, found, testWords("Remove has returned, so the next Get must not find the key: %s",
				"Remove가 끝났으므로 다음 Get은 그 키를 찾으면 안 됩니다. %s"), testLookAt("Remove"))
		}
		m.Set("back", round)
		m.Remove("back")
		m.Set("back", round)
		_, found := m.Get("back")
		require.Equalf(t, true, found, testWords("Set came after Remove, so the key is there: %s",
			"Remove 다음에 Set했으므로 키가 있어야 합니다. %s"), testLookAt("Remove"))
	}
}

// testRemoveWhileBusy fills the channel, whatever room it has, while the map cannot receive.
func testRemoveWhileBusy(t *testing.T) {
	const keys = 1500
	m, done := NewMap(), make(chan struct{})
	for i := range keys {
		m.Set(strconv.Itoa(i), i)
	}
	testWhileBusy(m, func() {
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
		require.Equalf(t, false, found, testWords("a key was removed while the map was busy, and is still there: %s",
			"맵이 바쁠 때 지운 키가 아직 남아 있습니다. %s"), testLookAt("Remove"))
	}
}
