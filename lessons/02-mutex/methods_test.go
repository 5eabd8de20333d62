package main

import (
	"reflect"
	"testing"
)

// testMethod is one way to use a map, on the key that it is given.
type testMethod struct {
	name   string
	writes bool
	call   func(m *MutexMap, key string)
}

// testMethods are all there are; Move counts twice, for each of its two maps.
func testMethods() []testMethod {
	return []testMethod{
		{"Set", true, func(m *MutexMap, key string) { m.Set(key, testFresh()) }},
		{"Get", false, func(m *MutexMap, key string) { testRead(m.Get(key)) }},
		{"Remove", true, func(m *MutexMap, key string) { m.Remove(key) }},
		{"Count", false, func(m *MutexMap, _ string) { m.Count() }},
		{"Update", true, func(m *MutexMap, key string) { m.Update(key, testReplace) }},
		{"View", false, func(m *MutexMap, key string) { m.View(key, func(value any, found bool) { testRead(value, found) }) }},
		{"Range", false, func(m *MutexMap, _ string) { m.Range(testReadAll) }},
		{testWords("Move from it", "이 맵에서 나가는 Move"), true, func(m *MutexMap, key string) { Move(m, NewMutexMap(), key) }},
		{testWords("Move into it", "이 맵으로 들어오는 Move"), true, func(m *MutexMap, key string) {
			from := NewMutexMap()
			from.Set(key, testFresh())
			Move(from, m, key)
		}},
	}
}

// testInPairs runs the two methods on one map, one after the other, on one key and
// on two.
func testInPairs(t *testing.T, first, second testMethod) {
	t.Helper()
	for _, key := range []string{"a", "b"} {
		m := NewMutexMap()
		m.Set("a", testFresh())
		m.Set("b", testFresh())
		testInTurn(t, testWords(first.name+" in one goroutine, then "+second.name+" in another",
			"한 고루틴에서 "+first.name+", 이어서 다른 고루틴에서 "+second.name),
			func() { first.call(m, "a") },
			func() { second.call(m, key) })
	}
	m := NewMutexMap()
	testInTurn(t, testWords(first.name+" of a missing key in one goroutine, then "+second.name+" of it in another",
		"한 고루틴에서 없는 키의 "+first.name+", 이어서 다른 고루틴에서 그 키의 "+second.name),
		func() { first.call(m, "none") },
		func() { second.call(m, "none") })
}

// testAddOne is an Update's callback: it counts.
func testAddOne(old any, _ bool) any {
	count, _ := old.(int)
	return count + 1
}

// testPair is a value that is whole when both halves are equal.
type testPair struct{ left, right int }

// testFresh makes a value that only its maker has written to so far: whoever gets
// it out of the map may read it, for the map has ordered the two.
func testFresh() any {
	p := new(testPair)
	p.left++
	p.right++
	return p
}

// testRead looks into a value of fresh.
func testRead(value any, _ bool) int {
	if p, ok := value.(*testPair); ok {
		return p.left + p.right
	}
	return 0
}

func testReadAll(_ string, value any) bool { return testRead(value, true) >= 0 }

func testReplace(old any, found bool) any {
	testRead(old, found)
	return testFresh()
}

// testKeep is an Update's callback that changes nothing.
func testKeep(old any, _ bool) any { return old }

// testRemoveOfOneLock tells whether Remove is still as the step one-lock finds it:
// what is wrong with it then is that step's business, and no other's.
func testRemoveOfOneLock() bool {
	_, byValue := reflect.TypeFor[MutexMap]().MethodByName("Remove")
	return byValue
}
