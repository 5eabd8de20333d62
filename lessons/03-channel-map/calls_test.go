package main

// What the program and the tests use of sharedmap.go, whatever type SharedMap is.
var (
	_ func() SharedMap = NewMap
	_ interface {
		Run()
		Set(key string, value any)
		Get(key string) (any, bool)
		Remove(key string)
		Count() int
		Update(key string, f func(old any, found bool) any) any
	} = *new(SharedMap)
)

// call is one use of a map.
type call struct{ use func(m SharedMap) }

// The calls that two goroutines make one after the other, all on one key.
var (
	setOne   = call{func(m SharedMap) { m.Set("k", 1) }}
	getIt    = call{func(m SharedMap) { m.Get("k") }}
	removeIt = call{func(m SharedMap) { m.Remove("k") }}
	countAll = call{func(m SharedMap) { m.Count() }}
	updateIt = call{func(m SharedMap) { m.Update("k", plusOne) }}
)

// everyCall returns one use of each method.
func everyCall() []call {
	return []call{setOne, getIt, removeIt, countAll, updateIt}
}

// plusOne is an Update that counts, from nothing if need be.
func plusOne(old any, _ bool) any {
	n, _ := old.(int)
	return n + 1
}
