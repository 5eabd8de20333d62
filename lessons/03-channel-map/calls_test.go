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

// testCall is one use of a map.
type testCall struct{ use func(m SharedMap) }

// The calls that two goroutines make one after the other, all on one key.
var (
	testSetOne   = testCall{func(m SharedMap) { m.Set("k", 1) }}
	testGetIt    = testCall{func(m SharedMap) { m.Get("k") }}
	testRemoveIt = testCall{func(m SharedMap) { m.Remove("k") }}
	testCountAll = testCall{func(m SharedMap) { m.Count() }}
	testUpdateIt = testCall{func(m SharedMap) { m.Update("k", testPlusOne) }}
)

// testEveryCall returns one use of each method.
func testEveryCall() []testCall {
	return []testCall{testSetOne, testGetIt, testRemoveIt, testCountAll, testUpdateIt}
}

// testPlusOne is an Update that counts, from nothing if need be.
func testPlusOne(old any, _ bool) any {
	n, _ := old.(int)
	return n + 1
}
