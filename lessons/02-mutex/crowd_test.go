package main

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// testCrowdWaits lets many calls of the named methods wait behind a call that is
// inside its callback, and then go all at once: an Update, and after it a View.
// Whatever order they then take, the keys that they write and remove are each
// their own, so that it is known what the map must hold.
func testCrowdWaits(t *testing.T, methods ...string) {
	t.Helper()
	for round := range 2 {
		c := &testCrowd{t: t, m: NewMutexMap(), want: map[string]any{"n": 10, "sum": 0}}
		c.m.Set("n", 10)
		c.m.Set("sum", 0)
		inside := testNewGate()
		hold := func() {
			c.m.Update("n", func(old any, _ bool) any { inside.pass(); return old })
		}
		if round%2 == 1 {
			hold = func() { c.m.View("n", func(any, bool) { inside.pass() }) }
		}
		calls := c.all(methods)
		over := []<-chan struct{}{testStart(hold)}
		testFinish(t, testWords("A call never called its f", "어떤 호출이 끝내 f를 부르지 않았습니다."), inside.entered)
		for _, call := range calls {
			over = append(over, testStart(call))
		}
		testSettle(20)
		inside.open()
		testFinish(t, fmt.Sprintf(testWords("many calls at once, of %v, some of which never come back", "%v 호출 여럿을 동시에 실행했는데 일부가 끝나지 않습니다"), methods), over...)
		c.holds(methods)
	}
}

// testCrowd is what many calls at once make of a map.
type testCrowd struct {
	t    *testing.T
	m    *MutexMap
	want map[string]any
}

// all makes four to nine calls of each of the methods, in an order drawn.
func (c *testCrowd) all(methods []string) []func() {
	var calls []func()
	for _, method := range methods {
		for i := range 4 + rand.IntN(6) {
			calls = append(calls, c.call(method, fmt.Sprint(method, i), i))
		}
	}
	rand.Shuffle(len(calls), func(i, j int) { calls[i], calls[j] = calls[j], calls[i] })
	return calls
}

// call is one call on a key of its own.
func (c *testCrowd) call(method, key string, i int) func() {
	switch method {
	case "Set":
		c.want[key] = i
		return func() { c.m.Set(key, i) }
	case "Remove":
		c.m.Set(key, i)
		return func() { c.m.Remove(key) }
	case "Update":
		c.want["sum"] = c.want["sum"].(int) + 1
		return func() { c.m.Update("sum", testAddOne) }
	case "Range":
		return func() { c.m.Range(testReadAll) }
	case "View":
		return func() { c.m.View("n", func(any, bool) {}) }
	case "Get":
		return func() { c.m.Get("n") }
	case "Count":
		return func() { c.m.Count() }
	}
	panic("no method " + method)
}

// holds compares the map with what it must hold when all have come back.
func (c *testCrowd) holds(methods []string) {
	c.t.Helper()
	f := testrecord.Failure{Rule: "none-lost", Method: methods[0]}
	for key, want := range c.want {
		got, found := c.m.Get(key)
		if !found || got != want {
			f.Expected = fmt.Sprintf(testWords("after many calls at once, of %v, each is there: %s is %v", "%v 호출 여럿을 동시에 실행한 뒤에는 모두 남아 있어야 합니다. %s의 값은 %v입니다"), methods, key, want)
			f.Happened = fmt.Sprintf(testWords("Get returned (%v, %v)", "Get의 결과는 (%v, %v)입니다"), got, found)
			testrecord.FailNow(c.t, f)
		}
	}
	if n := c.m.Count(); n != len(c.want) {
		f.Expected = fmt.Sprintf(testWords("after many calls at once, of %v, the map has %d keys", "%v 호출 여럿을 동시에 실행한 뒤 맵의 키는 %d개여야 합니다"), methods, len(c.want))
		f.Happened = fmt.Sprintf(testWords("Count returned %d", "Count의 결과는 %d입니다"), n)
		testrecord.FailNow(c.t, f)
	}
}

// testUpdateAfterAnother: one Update waits for another, and is inside its callback
// when a third comes, which must wait for it as it has waited for the first.
func testUpdateAfterAnother(t *testing.T) {
	t.Helper()
	m := NewMutexMap()
	m.Set("n", 0)
	gates := []*testGate{testNewGate(), testNewGate()}
	var calls []<-chan struct{}
	update := func(g *testGate) {
		calls = append(calls, testStart(func() {
			m.Update("n", func(old any, found bool) any { g.pass(); return testAddOne(old, found) })
		}))
	}
	trouble := testWords("Three Updates of one key came one after the other, and some never come back", "한 키의 Update 세 개가 차례로 들어왔는데 일부가 끝나지 않습니다")
	update(gates[0])
	testFinish(t, trouble, gates[0].entered)
	update(gates[1])
	testSettle(20)
	gates[0].open()
	testFinish(t, trouble, calls[0], gates[1].entered)
	calls = append(calls, testStart(func() { m.Update("n", testAddOne) }))
	testSettle(20)
	gates[1].open()
	testFinish(t, trouble, calls...)
	if n, _ := m.Get("n"); n != 3 {
		testrecord.FailNow(t, testrecord.Failure{
			Rule: "none-lost", Method: "Update", Expected: testWords("three Updates that each add one make 3 of 0", "1을 더하는 Update 세 개는 0을 3으로 만들어야 합니다"),
			Happened: fmt.Sprintf(testWords("they made %v: the third did not wait for the second, which had waited for the first",
				"결과는 %v입니다. 첫 번째 호출을 기다린 두 번째 호출이 실행되는 동안 세 번째 호출이 기다리지 않았습니다"), n),
		})
	}
}
