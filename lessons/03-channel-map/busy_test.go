package main

import (
	"runtime"
	godebug "runtime/debug"
	"strconv"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// testHold is an Update that stands in the middle of its function.
type testHold struct {
	s      *testStep
	gate   chan struct{}
	task   *testTask
	answer testAnswer // what came of the Update, once the hold is let go
}

// hold lets an Update stand in the middle of its function until the hold is let go: a map that carries out one command after the other is
// busy as long.
func (s *testStep) hold(m SharedMap, update testCall) *testHold {
	s.Helper()
	h := &testHold{s: s, gate: make(chan struct{})}
	held := testCall{"Update", update.key, testChange(func(old any, found bool) any {
		<-h.gate
		return update.change(old, found)
	})}
	h.task = testGo(func() { h.answer = held.on(m) })
	s.rest()
	if s.step == "update" && h.task.isOver() {
		s.wrong("update-waits", "Update", testWords("Update returns what its function returned", "Update는 함수가 반환한 값을 반환해야 합니다"),
			testWords("Update returned while its function was still at work", "함수가 아직 실행되고 있는데 Update가 먼저 끝났습니다"))
	}
	return h
}

// keepBusy holds the map with an Update of a key of its own.
func (s *testStep) keepBusy(m SharedMap) *testHold {
	s.Helper()
	return s.hold(m, testCall{"Update", "busy", "done"})
}

// letGo lets the Update end, and waits for it and the tasks.
func (h *testHold) letGo(tasks ...*testTask) {
	h.s.Helper()
	close(h.gate)
	h.s.wait(append(tasks, h.task)...)
}

// nobodySpins tries what a call does while it has to wait: it blocks. So does the map's own goroutine when it has nothing to do.
func (s *testStep) nobodySpins(calls ...testCall) {
	s.Helper()
	m := s.newMap()
	s.do(func() { m.Set("k", 1) })
	s.rest()
	for _, call := range calls {
		hold := s.keepBusy(m)
		task := testGo(func() { call.on(m) })
		s.rest()
		hold.letGo(task)
		if s.takesLong(m, call) && s.takesLong(m, call) && s.takesLong(m, call) {
			s.needs(testSpins(testGoroutine{student: []testrecord.Place{testPlaceOf(call.method)}}))
		}
	}
	s.rest()
}

// takesLong reports whether calls use much processor time where goroutines can only take turns: one that waits for its answer and
// does not block keeps the map's goroutine from giving it.
func (s *testStep) takesLong(m SharedMap, call testCall) bool {
	s.Helper()
	runtime.GC() // and none meanwhile: the time is to be the calls' own
	defer godebug.SetGCPercent(godebug.SetGCPercent(-1))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	began := testrecord.ProcessorTime()
	for range 20 {
		s.do(func() { call.on(m) })
	}
	return testrecord.ProcessorTime()-began > 20*time.Millisecond
}

// fill makes calls one after the other while the map is busy: as many as there is room for, whatever room that is.
func (s *testStep) fill(m SharedMap, call func(i int)) (made int) {
	s.Helper()
	most := testDraw(66_000, 90_000)
	var full testTask
	hold := s.keepBusy(m)
	task := testGo(func() {
		for made < most && !full.isOver() {
			call(made)
			made++
		}
	})
	s.restOfMany()
	full.markOver()
	hold.letGo(task)
	return made
}

// testSome draws numbers below n: the first and the last few, and some in between.
func testSome(n int) []int {
	var some []int
	for i := range min(n, 100) {
		some = append(some, i, n-1-i, testDraw(0, n-1))
	}
	return some
}

// atOnce starts drawn many goroutines while the map is busy, so that their calls meet, and waits for all.
func (s *testStep) atOnce(m SharedMap, low, high int, f func(i int)) (goroutines int) {
	s.Helper()
	goroutines = testDraw(low, high)
	hold := s.keepBusy(m)
	var tasks []*testTask
	for i := range goroutines {
		tasks = append(tasks, testGo(func() { f(i) }))
	}
	s.restOfMany()
	hold.letGo(tasks...)
	return goroutines
}

// testKey is the key of the goroutine or round i.
func testKey(i int) string { return "key " + strconv.Itoa(i) }

// inOrder lets two goroutines do one call each, the second when the first is over. Nothing but the map orders the two, so the race
// detector sees every access that the map does not order. It returns what came of the second.
func (s *testStep) inOrder(m SharedMap, first, second testCall) (answer testAnswer) {
	s.Helper()
	one := testGo(func() { first.on(m) })
	s.needs(testOver(one))
	two := testGo(func() { answer = second.on(m) })
	s.needs(testOver(two))
	s.wait(one, two)
	return answer
}

// testPairTimes is how often each pair is tried, for the sake of an answer that is right some of the time.
const testPairTimes = 4

// pairs lets each of the pairs of calls follow each other in two goroutines, on a map that has the key and on one that has not. The second
// must find what the first left, as far as it is the step's matter.
func (s *testStep) pairs(judged string, pairs ...[2]testCall) {
	s.Helper()
	for range testPairTimes {
		for _, pair := range pairs {
			for _, there := range []bool{true, false} {
				s.pair(judged, pair, there)
			}
		}
	}
}

func (s *testStep) pair(judged string, pair [2]testCall, there bool) {
	s.Helper()
	m, plain := s.newMap(), map[string]any{}
	var calls []testCall
	if there {
		calls = append(calls, testCall{"Set", "k", 1})
		s.do(func() { calls[0].on(m) })
		calls[0].onPlain(plain)
	}
	got := s.inOrder(m, pair[0], pair[1])
	pair[0].onPlain(plain)
	want := pair[1].onPlain(plain)
	if rule := (testRule{judged: judged}); !rule.judges(pair[1], got, want) {
		s.wrong("sees-what-came-before", pair[1].method,
			testWords("a call sees what calls of other goroutines that ended before it have left", "호출은 먼저 끝난 다른 고루틴의 호출이 남긴 것을 보아야 합니다"),
			testDiffers(append(calls, pair[0]), pair[1], got, want))
	}
}

// The calls of pairs, all on one key.
var (
	testSet    = testCall{"Set", "k", 2}
	testGet    = testCall{"Get", "k", nil}
	testRemove = testCall{"Remove", "k", nil}
	testCount  = testCall{"Count", "k", nil}
	testUpdate = testCall{"Update", "k", testChange(testPlusOne)}
)

// testBothOrders returns each call beside each other, in both orders.
func testBothOrders(one []testCall, others ...testCall) (pairs [][2]testCall) {
	for _, a := range one {
		for _, b := range others {
			pairs = append(pairs, [2]testCall{a, b}, [2]testCall{b, a})
		}
	}
	return pairs
}
