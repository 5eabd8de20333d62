package main

import (
	"reflect"
	"testing"
)

// method is one way to use a map, on the key that it is given.
type method struct {
	name   string
	writes bool
	call   func(m *MutexMap, key string)
}

// methods are all there are; Move counts twice, for each of its two maps.
func methods() []method {
	return []method{
		{"Set", true, func(m *MutexMap, key string) { m.Set(key, 1) }},
		{"Get", false, func(m *MutexMap, key string) { m.Get(key) }},
		{"Remove", true, func(m *MutexMap, key string) { m.Remove(key) }},
		{"Count", false, func(m *MutexMap, _ string) { m.Count() }},
		{"Update", true, func(m *MutexMap, key string) { m.Update(key, addOne) }},
		{"View", false, func(m *MutexMap, key string) { m.View(key, func(any, bool) {}) }},
		{"Range", false, func(m *MutexMap, _ string) { m.Range(func(string, any) bool { return true }) }},
		{"Move from it", true, func(m *MutexMap, key string) { Move(m, NewMutexMap(), key) }},
		{"Move into it", true, func(m *MutexMap, key string) {
			from := NewMutexMap()
			from.Set(key, 1)
			Move(from, m, key)
		}},
	}
}

// inPairs runs the two methods on one map, one after the other, on one key and
// on two.
func inPairs(t *testing.T, first, second method) {
	t.Helper()
	for _, key := range []string{"a", "b"} {
		m := NewMutexMap()
		m.Set("a", 1)
		m.Set("b", 1)
		inTurn(t, first.name+" in one goroutine, then "+second.name+" in another",
			func() { first.call(m, "a") },
			func() { second.call(m, key) })
	}
}

// addOne is an Update's callback: it counts.
func addOne(old any, _ bool) any {
	count, _ := old.(int)
	return count + 1
}

// keep is an Update's callback that changes nothing.
func keep(old any, _ bool) any { return old }

// removeOfOneLock tells whether Remove is still as the step one-lock finds it:
// what is wrong with it then is that step's business, and no other's.
func removeOfOneLock() bool {
	_, byValue := reflect.TypeFor[MutexMap]().MethodByName("Remove")
	return byValue
}
