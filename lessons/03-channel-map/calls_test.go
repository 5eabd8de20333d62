package main

import (
	"fmt"
	"math"
	"reflect"
)

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

// testCall is one call of a map's method. Set stores value; Update's function returns it, or, where it is a function, what that
// makes of the old value.
type testCall struct {
	method, key string
	value       any
}

// testChange makes a new value of an old one, for Update.
type testChange func(old any, found bool) any

// testPlusOne is an Update that counts, from nothing if need be.
func testPlusOne(old any, _ bool) any {
	n, _ := old.(int)
	return n + 1
}

// testAnswer is what a call gave: what Get, Count or Update returned, and what Update's function was given.
type testAnswer struct {
	value any
	found bool
	old   any
	times int // how often Update called its function
}

// on makes the call and returns what came of it.
func (c testCall) on(m SharedMap) (a testAnswer) {
	switch c.method {
	case "Set":
		m.Set(c.key, c.value)
	case "Get":
		a.value, a.found = m.Get(c.key)
	case "Remove":
		m.Remove(c.key)
	case "Count":
		a.value = m.Count()
	case "Update":
		a.value = m.Update(c.key, func(old any, found bool) any {
			a.old, a.found, a.times = old, found, a.times+1
			return c.change(old, found)
		})
	}
	return a
}

// onPlain makes the same call on a plain map, which tells what must come of it.
func (c testCall) onPlain(m map[string]any) (a testAnswer) {
	switch c.method {
	case "Set":
		m[c.key] = c.value
	case "Get":
		a.value, a.found = m[c.key]
	case "Remove":
		delete(m, c.key)
	case "Count":
		a.value = len(m)
	case "Update":
		a.old, a.found = m[c.key]
		a.value, a.times = c.change(a.old, a.found), 1
		m[c.key] = a.value
	}
	return a
}

func (c testCall) change(old any, found bool) any {
	if change, ok := c.value.(testChange); ok {
		return change(old, found)
	}
	return c.value
}

// equals reports whether two answers are the same. How often Update calls its function is a matter of its own.
func (a testAnswer) equals(b testAnswer) bool {
	return a.found == b.found && testSame(a.value, b.value) && testSame(a.old, b.old)
}

// testSame reports whether two values are the same, those too that Go cannot compare, and those that equal nothing.
func testSame(a, b any) bool {
	if x, ok := a.(float64); ok {
		y, ok := b.(float64)
		return ok && (math.IsNaN(x) && math.IsNaN(y) || math.Float64bits(x) == math.Float64bits(y)) // zero has two signs
	}
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	switch {
	case !x.IsValid() || !y.IsValid():
		return x.IsValid() == y.IsValid()
	case x.Type() != y.Type():
		return false
	case x.Kind() == reflect.Func:
		return x.Pointer() == y.Pointer()
	case x.Comparable():
		return y.Comparable() && a == b
	}
	return reflect.DeepEqual(a, b)
}

// String writes the call as a program would.
func (c testCall) String() string {
	switch c.method {
	case "Set":
		return fmt.Sprintf("Set(%s, %s)", testQuote(c.key), testShow(c.value))
	case "Update":
		if _, ok := c.value.(testChange); ok {
			return fmt.Sprintf("Update(%s, +1)", testQuote(c.key))
		}
		return fmt.Sprintf("Update(%s, → %s)", testQuote(c.key), testShow(c.value))
	case "Count":
		return "Count()"
	}
	return fmt.Sprintf("%s(%s)", c.method, testQuote(c.key))
}

// show writes what came of call c.
func (a testAnswer) show(c testCall) string {
	switch c.method {
	case "Get":
		return fmt.Sprintf("(%s, %v)", testShow(a.value), a.found)
	case "Update":
		return fmt.Sprintf(testWords("f was given (%s, %v) and Update returned %s", "f의 인자 (%s, %v), Update의 반환값 %s"),
			testShow(a.old), a.found, testShow(a.value))
	}
	return testShow(a.value)
}

// testShow writes a value so that values of different types look different.
func testShow(value any) string {
	switch v := value.(type) {
	case nil:
		return "nil"
	case int, bool, float64:
		return fmt.Sprint(v)
	case string:
		return testQuote(v)
	case []string, struct{}, [0]int:
		return fmt.Sprintf("%#v", v)
	}
	return fmt.Sprintf("(%T)", value)
}

// testQuote quotes a text, and shortens a long one.
func testQuote(text string) string {
	if len(text) > 40 {
		return fmt.Sprintf(testWords("%q… (%d bytes)", "%q…(%d바이트)"), text[:8], len(text))
	}
	return fmt.Sprintf("%q", text)
}
