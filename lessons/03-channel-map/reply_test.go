package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Step reply: a missing key and a stored nil are told apart, and everybody gets their own answer.
func TestGetTellsMissingFromNil(t *testing.T) {
	testInBubble(t, func(t *testing.T) {
		testWithoutSleeping(t, func() {
			testMissingOrNil(t)
			testZeroIsFound(t)
		})
		testOwnAnswers(t)
	})
	testInBubble(t, func(t *testing.T) {
		for _, pair := range [][2]testCall{{testSetOne, testGetIt}, {testGetIt, testSetOne}} {
			m := NewMap()
			testInOrder(func() { pair[0].use(m) }, func() { pair[1].use(m) })
		}
	})
}

func testMissingOrNil(t *testing.T) {
	m := NewMap()
	m.Set("nothing", nil)
	got, found := m.Get("nothing")
	require.Nilf(t, got, testWords("nil was Set: %s", "nil을 Set했습니다. %s"), testLookAt("Get"))
	require.Equalf(t, true, found, testWords("nil was Set, so the key is there, and Get must say (nil, true): %s",
		"nil을 Set했으므로 키가 있고, Get은 (nil, true)를 돌려주어야 합니다. %s"), testLookAt("Get"))
	got, found = m.Get("missing")
	require.Nilf(t, got, testWords("nobody ever Set this key: %s", "이 키는 아무도 Set하지 않았습니다. %s"), testLookAt("Get"))
	require.Equalf(t, false, found, testWords("nobody ever Set this key, and Get must say (nil, false): %s",
		"이 키는 아무도 Set하지 않았으므로 Get은 (nil, false)를 돌려주어야 합니다. %s"), testLookAt("Get"))
}

func testZeroIsFound(t *testing.T) {
	m := NewMap()
	var pointer *int
	for key, zero := range map[string]any{"number": 0, "text": "", "bool": false, "pointer": pointer, "struct": struct{}{}, "array": [0]int{}} {
		m.Set(key, zero)
		got, found := m.Get(key)
		require.Equalf(t, zero, got, testWords("Get must give what was Set: %s", "Get은 Set한 값을 돌려주어야 합니다. %s"), testLookAt("Get"))
		require.Equalf(t, true, found, testWords("a zero value was Set, and it is a value like any other: %s",
			"제로값을 Set했고, 제로값도 다른 값과 똑같은 값입니다. %s"), testLookAt("Get"))
	}
}

// testOwnAnswers lets more goroutines wait for the map than any channel has room for: no answer may reach
// the wrong one.
func testOwnAnswers(t *testing.T) {
	const readers, rounds = 1500, 2
	m, crossed := NewMap(), make(chan int)
	for i := range readers {
		m.Set(strconv.Itoa(i), i)
	}
	testWhileBusy(m, func() {
		for i := range readers {
			go func() {
				wrong := 0
				for range rounds {
					if got, _ := m.Get(strconv.Itoa(i)); got != i {
						wrong++
					}
				}
				crossed <- wrong
			}()
		}
	})
	wrong := 0
	for range readers {
		wrong += <-crossed
	}
	require.Zerof(t, wrong, testWords("%d goroutines asked at once, each for a key of its own, and this many answers were another goroutine's: %s",
		"고루틴 %d개가 저마다 자기 키를 동시에 물었는데, 이만큼의 응답이 다른 고루틴의 것이었습니다. %s"), readers, testLookAt("Get"))
}
