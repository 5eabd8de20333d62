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
		{"Set", true, func(m *MutexMap, key string) { m.Set(key, fresh()) }},
		{"Get", false, func(m *MutexMap, key string) { read(m.Get(key)) }},
		{"Remove", true, func(m *MutexMap, key string) { m.Remove(key) }},
		{"Count", false, func(m *MutexMap, _ string) { m.Count() }},
		{"Update", true, func(m *MutexMap, key string) { m.Update(key, replace) }},
		{"View", false, func(m *MutexMap, key string) { m.View(key, func(value any, found bool) { read(value, found) }) }},
		{"Range", false, func(m *MutexMap, _ string) { m.Range(readAll) }},
		{"Move from it", true, func(m *MutexMap, key string) { Move(m, NewMutexMap(), key) }},
		{"Move into it", true, func(m *MutexMap, key string) {
			from := NewMutexMap()
			from.Set(key, fresh())
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
		m.Set("a", fresh())
		m.Set("b", fresh())
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

// pair is a value that is whole when both halves are equal.
type pair struct{ left, right int }

// fresh makes a value that only its maker has written to so far: whoever gets
// it out of the map may read it, for the map has ordered the two.
func fresh() any {
	p := new(pair)
	p.left++
	p.right++
	return p
}

// read looks into a value of fresh.
func read(value any, _ bool) int {
	if p, ok := value.(*pair); ok {
		return p.left + p.right
	}
	return 0
}

func readAll(_ string, value any) bool { return read(value, true) >= 0 }

func replace(old any, found bool) any {
	read(old, found)
	return fresh()
}

// keep is an Update's callback that changes nothing.
func keep(old any, _ bool) any { return old }

// removeOfOneLock tells whether Remove is still as the step one-lock finds it:
// what is wrong with it then is that step's business, and no other's.
func removeOfOneLock() bool {
	_, byValue := reflect.TypeFor[MutexMap]().MethodByName("Remove")
	return byValue
}
