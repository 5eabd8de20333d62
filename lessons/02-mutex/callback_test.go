package main

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// Step callback: Range's f may call any method of the map.
func TestRangeLetsItsCallbackCallTheMap(t *testing.T) {
	testrecord.Begin(t)
	testNeedRace(t)
	for _, method := range testMethods() {
		m := testNumbered(3)
		testFinishAs(t, testrecord.Failure{Method: "Range", Happened: testWords("Range's f called a method of the same map ("+method.name+") and waits for ever.",
			"Range의 f가 같은 맵의 메서드("+method.name+")를 부르고 영원히 기다립니다.")}, testStart(func() {
			m.Range(func(key string, _ any) bool { method.call(m, key); return false })
		}))
	}
	testPlainly(t, "Set", "Remove", "Range")
	testPlainly(t, "Set", "Remove", testMoveIn, testMoveAway, "Range")
	testRangeOfMany(t)
	testCrowdWaits(t, "Range", "Set", "Update", "Get", "Count")
	testRangeShowsAll(t)
	testRangeEnds(t)
	testRangeNested(t)
	for range 6 {
		testCallsInsideRange(t)
	}
	for range 6 { // who sees a key twice may be lucky
		testRangeShowsOnce(t)
	}
	testRangeManyChanges(t)
	testRangeLeavesNothing(t)
	testRangesOverlap(t)
	testRangeBesideWriters(t)
}

// testRangeLeavesNothing: wherever f ends a Range, nobody is left who would have gone on.
func testRangeLeavesNothing(t *testing.T) {
	t.Helper()
	m := testNumbered(20 + rand.IntN(100))
	testLeavesNothing(t, testWords("Range to its end", "끝까지 간 Range"), func() { m.Range(testReadAll) })
	for _, last := range []int{1, 2 + rand.IntN(15)} {
		testLeavesNothing(t, testWords("Range whose f returned false", "f가 false를 반환한 Range"), func() {
			calls := 0
			m.Range(func(string, any) bool { calls++; return calls < last })
		})
	}
}

// testNumbered is a map of the keys "0", "1", …, each with its number.
func testNumbered(keys int) *MutexMap {
	m := NewMutexMap()
	for i := range keys {
		m.Set(strconv.Itoa(i), i)
	}
	return m
}

// testRangeShowsAll: when nothing changes, Range shows each key once.
func testRangeShowsAll(t *testing.T) {
	t.Helper()
	m := testNumbered(20)
	seen := map[string]any{}
	calls := 0
	m.Range(func(key string, value any) bool {
		seen[key] = value
		calls++
		return true
	})
	assert.Equal(t, 20, calls, testWords("Range must call f once for each of 20 keys", "Range는 키 20개마다 f를 한 번씩 불러야 합니다."))
	for i := range 20 {
		assert.Equal(t, i, seen[strconv.Itoa(i)], testWords("Range must show the value of key %d", "Range는 키 %d의 값을 보여 주어야 합니다."), i)
	}
	NewMutexMap().Range(func(string, any) bool {
		assert.Fail(t, testWords("Range of an empty map called f", "빈 맵의 Range가 f를 불렀습니다."))
		return true
	})
}

// testRangeEnds: false ends it, wherever it comes and however many keys there are.
func testRangeEnds(t *testing.T) {
	t.Helper()
	for _, keys := range []int{20, 100 + rand.IntN(200), 1000 + rand.IntN(1000)} {
		m := testNumbered(keys)
		for _, last := range []int{3, 1 + rand.IntN(keys)} {
			calls := 0
			m.Range(func(string, any) bool { calls++; return calls < last })
			require.Equal(t, last, calls, testWords("of %d keys, f returned false at its call number %d, so that was to be the last",
				"키가 %d개인 맵에서 f가 %d번째 호출에 false를 반환했으므로, 그것이 마지막 호출이어야 합니다."), keys, last)
		}
	}
}

// testRangeNested: f calls Range again, and again. Each shows every key once.
func testRangeNested(t *testing.T) {
	t.Helper()
	const keys, deep = 5, 4
	m := testNumbered(keys)
	wrong := 0
	var walk func(level int)
	walk = func(level int) {
		seen := map[string]int{}
		m.Range(func(key string, _ any) bool {
			if level < deep {
				walk(level + 1)
			}
			seen[key]++
			return true
		})
		for i := range keys {
			if seen[strconv.Itoa(i)] != 1 {
				wrong++
			}
		}
	}
	testFinishAs(t, testrecord.Failure{Method: "Range", Happened: testWords("Range's f calls Range, and waits for ever.", "Range의 f가 Range를 부르고 영원히 기다립니다.")}, testStart(func() { walk(1) }))
	require.Zero(t, wrong, testWords("keys that a Range did not show once, while its f called Range and that f called it again",
		"f가 Range를 부르고 그 f가 다시 Range를 부르는 동안, 한 번씩 보여 주지 않은 키의 수입니다."))
}

// testCallsInsideRange: calls that f makes are carried out as anywhere else, and the map holds afterwards what they left.
func testCallsInsideRange(t *testing.T) {
	t.Helper()
	p := &testPlain{t: t, m: testNumbered(8), want: map[string]any{}}
	for i := range 8 {
		p.want[strconv.Itoa(i)] = i
	}
	methods := []string{"Set", "Get", "Remove", "Get", "Update", "View"}
	p.m.Range(func(key string, _ any) bool {
		p.call("Remove", key, nil)
		p.call("Get", key, nil)
		p.call("Set", key, nil)
		for range 5 {
			key = strconv.Itoa(rand.IntN(10))
			p.call(methods[rand.IntN(len(methods))], key, testPlainValue())
			p.call("Get", key, nil)
		}
		return true
	})
	for i := range 10 {
		p.call("Get", strconv.Itoa(i), nil)
	}
}

// testRangeShowsOnce: f changes the map as it goes, and calls Range itself.
func testRangeShowsOnce(t *testing.T) {
	t.Helper()
	const keys = 50
	m := testNumbered(keys)
	seen := map[string]int{}
	calls := 0
	testFinishAs(t, testrecord.Failure{Method: "Range", Happened: testWords("Range's f calls the map, and waits for ever.", "Range의 f가 맵을 부르고 영원히 기다립니다.")}, testStart(func() {
		m.Range(func(key string, value any) bool {
			seen[key]++
			calls++
			m.Remove(key)
			m.Set("new "+strconv.Itoa(calls), value) // behind all keys, and before them, where they are sorted
			m.Set("!new "+strconv.Itoa(calls), value)
			m.Set(key, value)
			inner := 0
			m.Range(func(string, any) bool { inner++; return inner < 3 })
			return calls < 10*keys && m.Count() > 0
		})
	}))
	for i := range keys {
		assert.Equal(t, 1, seen[strconv.Itoa(i)], testWords("how often Range showed key %d, while f removed and set again the key that it was shown, and added other keys",
			"f가 자기가 받은 키를 지웠다가 다시 Set하고 다른 키도 더하는 동안, Range가 키 %d 항목을 보여 준 횟수입니다."), i)
		if t.Failed() {
			return
		}
	}
	testRangeWhileRemoving(t)
	testRangeOfAnyChanges(t)
}

// testRangeWhileRemoving: the first call of f removes all keys; that must not
// disturb Range.
func testRangeWhileRemoving(t *testing.T) {
	t.Helper()
	m := testNumbered(20)
	seen := map[string]int{}
	testFinishAs(t, testrecord.Failure{Method: "Range", Happened: testWords("Range's f calls Remove, and waits for ever.", "Range의 f가 Remove를 부르고 영원히 기다립니다.")}, testStart(func() {
		m.Range(func(key string, _ any) bool {
			seen[key]++
			for i := range 20 {
				m.Remove(strconv.Itoa(i))
			}
			return true
		})
	}))
	for key, times := range seen {
		assert.Equal(t, 1, times, testWords("how often Range showed key %s while f removed keys",
			"f가 키를 지우는 동안, Range가 키 %s의 값을 보여 준 횟수입니다."), key)
	}
	assert.Equal(t, 0, m.Count(), testWords("f removed all keys", "f가 모든 키를 지웠습니다."))
	testAnswers(t, testWords("a Range whose f removed all keys", "f가 모든 키를 지운 Range"), false, m)
}

// testRangeBesideWriters: what Range walks over no other goroutine may write.
func testRangeBesideWriters(t *testing.T) {
	t.Helper()
	walk := testMethod{"Range", false, func(m *MutexMap, _ string) { m.Range(testReadAll) }}
	for _, other := range testMethods() {
		if !other.writes || other.name == "Remove" && testRemoveOfOneLock() {
			continue
		}
		testInPairs(t, walk, other)
		testInPairs(t, other, walk)
	}
}
