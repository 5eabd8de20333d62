package main

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// Step locked: whatever two methods run together, there is no data race. Each
// pair of methods runs in both orders, in two goroutines that only the map
// could order.
func TestNoTwoMethodsRace(t *testing.T) {
	testrecord.Begin(t)
	testNeedRace(t)
	testWorks(t)
	testPlainly(t, "Set", "Remove", "Get")
	testCountOfMany(t)
	all := slices.DeleteFunc(testMethods(), func(m testMethod) bool {
		return m.name == "Remove" && testRemoveOfOneLock()
	})
	for _, first := range all {
		for _, second := range all {
			testInPairs(t, first, second)
		}
	}
	testMapsAtOnce(t, all)
}

// testMapsAtOnce makes and uses several maps at once, each in a goroutine of its own. They have nothing to do with each other, so nothing orders what
// they do.
func testMapsAtOnce(t *testing.T, methods []testMethod) {
	t.Helper()
	var calls []<-chan struct{}
	for range 3 {
		calls = append(calls, testStart(func() {
			m := NewMutexMap()
			for range 6 {
				for _, method := range methods {
					m.Set("a", testFresh())
					method.call(m, "a")
				}
			}
		}))
	}
	testFinish(t, testWords("three goroutines use a map of their own each, and one of them does not come to its end", "고루틴 세 개가 저마다 자기 맵을 쓰는데, 그중 하나가 끝나지 않습니다"), calls...)
}

// testRounds is how often the map is used by one goroutine. A method that leaves its work to another goroutine may be done in
// time once, but not every time.
const testRounds = 50

// testWorks tries the map in one goroutine alone.
func testWorks(t *testing.T) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // so that no other goroutine runs beside it
	var trouble string
	testFinish(t, testWords("used by one goroutine alone, the map does not answer",
		"고루틴 하나만 쓰는데도 맵이 응답하지 않습니다."), testStart(func() {
		for range testRounds {
			if trouble = testUse(); trouble != "" {
				return
			}
		}
	}))
	if trouble != "" {
		require.Fail(t, trouble, testWords("the map must do its work with one goroutine before it can with two",
			"고루틴이 둘일 때에 앞서, 하나일 때부터 맵이 제대로 동작해야 합니다."))
	}
}

// testUse uses each method once, and looks at once whether its work is done. It returns what is wrong, or "".
func testUse() string {
	m, other := NewMutexMap(), NewMutexMap()
	m.Set("a", 1)
	if s := testHolds(m, "a", 1, testWords("after Set", "Set한 뒤")); s != "" {
		return s
	}
	m.Set("b", nil)
	if s := testHolds(m, "b", nil, testWords("after Set to nil", "nil로 Set한 뒤")); s != "" {
		return s
	}
	m.Set("a", 2)
	if s := testHolds(m, "a", 2, testWords("after a second Set", "다시 Set한 뒤")); s != "" {
		return s
	}
	m.Update("a", testAddOne)
	if s := testHolds(m, "a", 3, testWords("after Update to 3", "3으로 Update한 뒤")); s != "" {
		return s
	}
	if n := m.Count(); n != 2 {
		return fmt.Sprintf(testWords("Count after two keys were set: want 2, got %d", "키 두 개를 Set한 뒤의 Count: 2여야 하는데 %d입니다."), n)
	}
	m.Remove("b")
	if s := testLacks(m, "b", testWords("after Remove", "Remove한 뒤")); s != "" {
		return s
	}
	if !Move(m, other, "a") {
		return testWords("Move of a key that is there returned false", "있는 키를 Move했는데 false를 반환했습니다.")
	}
	if s := testLacks(m, "a", testWords("after Move to another map", "다른 맵으로 Move한 뒤")); s != "" {
		return s
	}
	return testHolds(other, "a", 3, testWords("in the map that Move put it into", "Move로 옮겨 간 맵에서"))
}

func testHolds(m *MutexMap, key string, want any, when string) string {
	got, found := m.Get(key)
	if found && assert.ObjectsAreEqual(want, got) {
		return ""
	}
	return fmt.Sprintf(testWords("Get(%q) %s: want %v, true; got %v, %v", "Get(%q), %s: %v, true여야 하는데 %v, %v입니다."), key, when, want, got, found)
}

func testLacks(m *MutexMap, key, when string) string {
	got, found := m.Get(key)
	if !found {
		return ""
	}
	return fmt.Sprintf(testWords("Get(%q) %s: want nil, false; got %v, true", "Get(%q), %s: nil, false여야 하는데 %v, true입니다."), key, when, got)
}
