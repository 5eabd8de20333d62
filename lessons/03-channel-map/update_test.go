package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// Step update: nothing comes between an Update's read and its write.
func TestUpdateLosesNothing(t *testing.T) {
	testrecord.Begin(t)
	s := &testStep{t, "update"}
	s.after("run", "reply", "remove")
	testInTheMiddle(s)
	testSeveralInTheMiddle(s)
	testWhoWaits(s)
	testAgainAndAgain(s)
	s.tryPlain("Update Get", "Set", "Get", "Update", "Update", "Remove")
	s.nobodySpins(testUpdate)
	s.leavesNothing(testUpdate)
	s.leavesNobodyWaiting(testUpdate)
	s.pairs("Update Get", testBothOrders([]testCall{testUpdate}, testSet, testGet, testRemove, testCount, testUpdate)...)
	testManyAtOnce(s)
}

// testInTheMiddle lets another goroutine make calls while an Update is in the middle of its function.
func testInTheMiddle(s *testStep) {
	befores := [][]testCall{nil, {{"Set", "k", 1}}, {{"Set", "k", nil}}, {{"Set", "k", 1}, {"Set", "k", 1}}}
	single := []testCall{{"Set", "k", 100}, {"Set", "k", 1}, {"Set", "k", nil}, testRemove, testUpdate, testGet, testCount}
	for _, before := range befores {
		for _, one := range single {
			s.inTheMiddle(before, []testCall{one})
			for _, two := range single {
				s.inTheMiddle(before, []testCall{one, two})
			}
		}
	}
	for range 10 { // longer ones; the last two leave the key as if nothing had been
		times := testDraw(1, 9)
		s.inTheMiddle(testRepeat(testDraw(0, 6), single), testRepeat(testDraw(3, 8), single))
		s.inTheMiddle(testRepeat(times, single[1:2]), append([]testCall{testRemove}, testRepeat(times, single[1:2])...))
		s.inTheMiddle(nil, append(testRepeat(times, single[:3]), testRemove))
	}
}

// testRepeat draws so many of the calls.
func testRepeat(times int, from []testCall) (calls []testCall) {
	for range times {
		calls = append(calls, from[testDraw(0, len(from)-1)])
	}
	return calls
}

// inTheMiddle makes the calls before, then holds an Update in its function while another goroutine makes the calls in the middle.
func (s *testStep) inTheMiddle(before, middle []testCall) {
	s.Helper()
	m := s.newMap()
	s.do(func() {
		for _, call := range before {
			call.on(m)
		}
	})
	hold := s.hold(m, testUpdate)
	got := make([]testAnswer, len(middle))
	task := testGo(func() {
		for i, call := range middle {
			got[i] = call.on(m)
		}
	})
	s.rest()
	hold.letGo(task)
	s.isOneStep(m, before, middle, got, hold.answer)
}

// testSeveralInTheMiddle holds Updates of several keys in their functions, as far as the map lets them begin, while another goroutine calls a method
// with one of these keys. A map that lets other keys go on has to know of each Update that is on its way.
func testSeveralInTheMiddle(s *testStep) {
	for _, call := range []testCall{{"Set", "k", 100}, testRemove, testGet, testUpdate} {
		for range 3 {
			s.severalInTheMiddle(call)
		}
	}
}

func (s *testStep) severalInTheMiddle(call testCall) {
	s.Helper()
	m, before := s.newMap(), testCall{"Set", "k", 1}
	s.do(func() { before.on(m) })
	keys := []string{"k"}
	for i := range testDraw(1, 4) {
		keys = slices.Insert(keys, testDraw(0, len(keys)), testKey(i)) // k first, last, or between
	}
	var update *testHold
	var holds []*testHold
	for _, key := range keys {
		hold := s.hold(m, testCall{"Update", key, testUpdate.value})
		if holds = append(holds, hold); key == "k" {
			update = hold
		}
	}
	got := make([]testAnswer, 1)
	tasks := []*testTask{testGo(func() { got[0] = call.on(m) })}
	s.rest()
	for _, i := range rand.Perm(len(holds)) {
		close(holds[i].gate)
		tasks = append(tasks, holds[i].task)
		s.rest()
	}
	s.wait(tasks...)
	s.do(func() {
		for _, key := range keys {
			if key != "k" {
				m.Remove(key)
			}
		}
	})
	s.isOneStep(m, []testCall{before}, []testCall{call}, got, update.answer, fmt.Sprintf(testWords("Updates of %d other keys were in their functions, or waited, at the same time",
		"그때 다른 키 %d개의 Update도 함수를 실행하거나 기다리고 있었습니다"), len(keys)-1))
}

// testWhoWaits lets many goroutines wait for one key while an Update is in the middle of its function: all of them come to their end.
func testWhoWaits(s *testStep) {
	calls := []testCall{testSet, testGet, testRemove, testCount, testUpdate}
	for _, one := range calls {
		for _, two := range calls {
			s.whoWaits(one, two)
		}
	}
	for range 40 {
		s.whoWaits(append(testRepeat(testDraw(1, 2), calls), testUpdate, testUpdate)...)
	}
	for range 10 {
		s.whoWaits(testRepeat(testDraw(5, 12), calls)...)
	}
}

// whoWaits lets each of the calls wait in a goroutine of its own, one behind the other.
func (s *testStep) whoWaits(calls ...testCall) {
	s.Helper()
	m, plain := s.newMap(), map[string]any{}
	if testDraw(0, 1) == 0 {
		s.do(func() { m.Set("k", 1) })
		plain["k"] = 1
	}
	hold := s.hold(m, testUpdate)
	var tasks []*testTask
	got := make([]testAnswer, len(calls))
	for i, call := range calls {
		tasks = append(tasks, testGo(func() { got[i] = call.on(m) }))
		s.rest()
	}
	hold.letGo(tasks...)
	if len(calls) > 4 {
		return // there are too many orders
	}
	all, answers := append(slices.Clone(calls), testUpdate), append(got, hold.answer)
	end := []testAnswer{s.ask(m, testGet), s.ask(m, testCount)}
	if !testSomeOrder(plain, all, answers, end) {
		s.wrong("update-is-one-step", "Update", testWords("nothing comes between an Update's read and its write", "Update의 읽기와 쓰기 사이에는 아무것도 끼어들지 않아야 합니다"),
			fmt.Sprintf(testWords("while an Update was in its function, these calls waited, each in a goroutine of its own: %v. In the end Get(\"k\") says %s and Count %v. In no order of these calls does a plain map give what they returned",
				"Update의 함수가 실행되는 동안 다음 호출이 저마다의 고루틴에서 기다렸습니다: %v. 끝난 뒤 Get(\"k\"): %s, Count: %v. 이 호출들을 어떤 순서로 늘어놓아도 보통 맵에서는 이런 결과가 나오지 않습니다"),
				calls, end[0].show(testGet), end[1].value))
	}
}

// testSomeOrder reports whether there is an order of the calls in which a plain map gives these answers, and is then as the end says.
func testSomeOrder(plain map[string]any, calls []testCall, got, end []testAnswer) bool {
	if len(calls) == 0 {
		return testGet.onPlain(plain).equals(end[0]) && testCount.onPlain(plain).equals(end[1])
	}
	for i, call := range calls {
		after := maps.Clone(plain)
		if !call.onPlain(after).equals(got[i]) {
			continue
		}
		if testSomeOrder(after, slices.Delete(slices.Clone(calls), i, i+1), slices.Delete(slices.Clone(got), i, i+1), end) {
			return true
		}
	}
	return false
}

// testAgainAndAgain lets another goroutine Set the key as often as the Update calls its function: as long as there is always somebody faster,
// an Update that tries again has to go on trying.
func testAgainAndAgain(s *testStep) {
	m, gate := s.newMap(), make(chan struct{})
	before := testCall{"Set", "k", 0}
	s.do(func() { before.on(m) })
	var updated testAnswer
	held := testCall{"Update", "k", testChange(func(old any, found bool) any {
		<-gate
		return testPlusOne(old, found)
	})}
	update := testGo(func() { updated = held.on(m) })
	tasks := []*testTask{update}
	var sets []testCall
	for round := 1; round <= testDraw(30, 90) && !update.isOver(); round++ {
		set := testCall{"Set", "k", 100 * round}
		s.rest()
		tasks, sets = append(tasks, testGo(func() { set.on(m) })), append(sets, set)
		s.rest()
		select {
		case gate <- struct{}{}:
		default:
		}
		s.rest()
	}
	close(gate)
	s.wait(tasks...)
	s.isOneStep(m, []testCall{before}, sets, make([]testAnswer, len(sets)), updated)
}

// isOneStep looks for a place among the calls in the middle at which the Update may have come as one step. What was going on beside these calls is told
// behind the story.
func (s *testStep) isOneStep(m SharedMap, before, middle []testCall, got []testAnswer, updated testAnswer, beside ...string) {
	s.Helper()
	got = append(got, updated, s.ask(m, testGet), s.ask(m, testCount))
	for at := range len(middle) + 1 {
		if testAgrees(before, middle, at, got) {
			return
		}
	}
	s.wrong("update-is-one-step", "Update",
		testWords("nothing comes between an Update's read and its write", "Update의 읽기와 쓰기 사이에는 아무것도 끼어들지 않아야 합니다"),
		strings.Join(append([]string{testStory(before, middle, got)}, beside...), ". "))
}

// testAgrees reports whether a plain map gives these answers where the Update comes at that place among the calls in the middle.
func testAgrees(before, middle []testCall, at int, got []testAnswer) bool {
	plain := map[string]any{}
	for _, call := range before {
		call.onPlain(plain)
	}
	var updated testAnswer
	for i := range len(middle) + 1 {
		if i == at {
			updated = testUpdate.onPlain(plain)
		}
		if i < len(middle) && !middle[i].onPlain(plain).equals(got[i]) {
			return false
		}
	}
	rest := got[len(middle):]
	return updated.equals(rest[0]) && testGet.onPlain(plain).equals(rest[1]) && testCount.onPlain(plain).equals(rest[2])
}

// testStory tells what was done and what came of it.
func testStory(before, middle []testCall, got []testAnswer) string {
	names := func(calls []testCall) string {
		var all []string
		for _, call := range calls {
			all = append(all, call.String())
		}
		if len(all) == 0 {
			return testWords("a new map", "새 맵")
		}
		if len(all) > 6 {
			all = append(all[:5], "…", all[len(all)-1])
		}
		return strings.Join(all, "; ")
	}
	rest := got[len(middle):]
	return fmt.Sprintf(testWords("%s; then, while Update(\"k\", +1) was in its function, another goroutine called %s. In that Update %s; Get(\"k\") now says %s and Count %v. In no order of these calls does a plain map give that",
		"%s; 그다음 Update(\"k\", +1)의 함수가 실행되는 동안 다른 고루틴이 %s 호출을 했습니다. 그 Update: %s. 이제 Get(\"k\"): %s, Count: %v. 이 호출들을 어떤 순서로 늘어놓아도 보통 맵에서는 이런 결과가 나오지 않습니다"),
		names(before), names(middle), rest[0].show(testUpdate), rest[1].show(testGet), rest[2].value)
}

// testManyAtOnce starts many goroutines while the map is busy, so that their commands meet in its channel. Each Update must store, and so
// return, a number of its own.
func testManyAtOnce(s *testStep) {
	m, times := s.newMap(), testDraw(3, 6)
	returned := make(chan any, 10_000)
	goroutines := s.atOnce(m, 200, 300, func(int) {
		for range times {
			returned <- m.Update("hits", testPlusOne)
		}
	})
	seen := map[any]bool{}
	for range goroutines * times {
		seen[<-returned] = true
	}
	got := s.ask(m, testCall{"Get", "hits", nil})
	if want := goroutines * times; got.value != want || len(seen) != want {
		s.wrong("update-loses-nothing", "Update", testWords("every Update adds its one", "모든 Update가 1씩 더해져야 합니다"),
			fmt.Sprintf(testWords("%d goroutines added 1 %d times each: the value is %v instead of %d, and %d different values were returned",
				"고루틴 %d개가 1을 %d번씩 더했는데, 값은 %v이고(맞는 값 %d) 반환된 서로 다른 값은 %d개입니다"), goroutines, times, got.value, want, len(seen)))
	}
}
