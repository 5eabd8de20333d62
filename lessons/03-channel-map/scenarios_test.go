package main

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sharedmap-workshop/checker/explore"
	testhistory "sharedmap-workshop/checker/explore/history"
)

func TestExploreRun(t *testing.T) {
	cases, last := testRunCases(), testActions("Get a", "Get b")
	explore.Test(t, func(t *explore.T) { testExplore(t, cases, last) })
}

func TestExploreReply(t *testing.T) {
	cases, last := testReplyCases(), testActions("Get a")
	explore.Test(t, func(t *explore.T) {
		if t.Choose(2) == 0 {
			testExplore(t, cases, last)
		} else {
			testTwoMaps(t)
		}
	})
}

// testTwoMaps asks two maps at once: each answers whoever has asked it.
func testTwoMaps(t *explore.T) {
	t.LeaksAllowed() // these maps have no end
	maps := []SharedMap{NewMap(), NewMap()}
	t.Alone(func() {
		for i, m := range maps {
			m.Set("a", i)
		}
		time.Sleep(time.Millisecond) // until the maps have come to rest
	})
	for i, m := range maps {
		t.Go("Get of map "+strconv.Itoa(i), func() {
			if value, found := m.Get("a"); value != i || !found {
				t.Errorf(testWords("the value in map %d is %d; Get of that map returned (%v, %v), while another goroutine asked another map",
					"맵 %d의 값은 %d입니다. 다른 고루틴이 다른 맵에 묻는 동안 이 맵의 Get은 (%v, %v) 결과를 반환했습니다"), i, i, value, found)
			}
		})
	}
	t.Wait()
}

func TestExploreRemove(t *testing.T) {
	cases, last := testRemoveCases(), testActions("Get a", "Get b")
	explore.Test(t, func(t *explore.T) { testExplore(t, cases, last) })
}

func TestExploreCount(t *testing.T) {
	cases, last := testCountCases(), testActions("Count")
	explore.Test(t, func(t *explore.T) {
		if t.Choose(2) == 0 {
			testExplore(t, cases, last)
		} else {
			testReplace(t)
		}
	})
}

// testReplace counts while another goroutine puts a new key in the place of an old one. What it asks for needs no history of the calls, so
// that maps of many goroutines can be tried, too.
func testReplace(t *explore.T) {
	t.LeaksAllowed() // this map has no end
	keys := [][2]string{{"a", "b"}, {"b", "a"}}[t.Choose(2)]
	m := NewMap()
	t.Alone(func() {
		m.Set(keys[0], 1)
		time.Sleep(time.Millisecond) // until the map has come to rest
	})
	t.Go("replace", func() {
		m.Set(keys[1], 2)
		m.Remove(keys[0])
	})
	if n := m.Count(); n != 1 && n != 2 {
		t.Errorf(testWords("there are always 1 or 2 keys, and Count said %d", "키는 언제나 1개나 2개인데 Count의 답은 %d입니다"), n)
	}
	t.Wait()
}

func TestExploreUpdate(t *testing.T) {
	cases, last := testUpdateCases(), testActions("Get a")
	explore.Test(t, func(t *explore.T) { testExplore(t, cases, last) })
}

// testAction is one call in a scenario, on key "a" or "b".
type testAction struct {
	text, method, key string
	value             any // what Set stores
}

// testCase is what a map holds at first, and which calls goroutines then make, each its own one after the other.
type testCase struct {
	start      []testAction
	goroutines [][]testAction
}

// What each scenario tries: first calls of one goroutine, for what goes wrong already there needs no second one to be shown; then pairs of calls
// of its step and of those before, and a call beside several of one goroutine. (These are
// functions, for the variables of a package are made anew for every schedule.)

func testRunCases() []testCase {
	start := testActions("Set a 4")
	return append(testPairsOf(start, "Set a 2", "Set a 3", "Get a", "Set b 5"), testBeside(start, "Slow b", "Set a 2", "Get a"), testBeside(start, "Get a", "Set a 2", "Get a"))
}

func testReplyCases() []testCase {
	start := testActions("Set a 4")
	return slices.Concat(
		testOneByOne("Set a nil"),
		testPairsOf(nil, "Get a", "Get b", "Set a nil", "Set a 4"),
		testPairsOf(testActions("Set a nil"), "Get a", "Set a 4"),
		[]testCase{
			testBeside(start, "Slow b", "Get a"), testBeside(start, "Get a", "Set a nil", "Get a"),
			testBeside(testActions("Set a 4", "Set b 5", "Get a"), "Get a", "Get b"), testBeside(testActions("Set a 4", "Set b 5", "Update a"), "Get a", "Get b"),
		})
}

func testRemoveCases() []testCase {
	start := testActions("Set a 4", "Set b 5")
	return slices.Concat(
		testOneByOne("Set a 4", "Remove a"), testOneByOne("Set a 4", "Set b 5", "Remove a"),
		testPairsOf(start, "Remove a", "Remove a", "Remove b", "Set a 2", "Get a"),
		[]testCase{testBeside(start, "Slow b", "Remove a", "Get a")})
}

func testCountCases() []testCase {
	start := testActions("Set a 4")
	return append(slices.Concat(testOneByOne("Count"), testOneByOne("Set a 4", "Set a 5"), testOneByOne("Set a nil", "Set b 5", "Remove b")),
		testBeside(start, "Set b 5", "Get b", "Count"), testBeside(start, "Slow b", "Count"), testBeside(start, "Count", "Set b 5", "Count"), testBeside(start, "Count", "Remove a", "Count"))
}

func testUpdateCases() []testCase {
	start := testActions("Set a 4")
	return slices.Concat(
		testOneByOne("Update a"), testOneByOne("Set a nil", "Update a"),
		testPairsOf(nil, "Update a", "Update a", "Set a nil", "Update b"),
		testPairsOf(start, "Update a", "Update a", "Remove a", "Set a 9", "Get a"),
		testPairsOf(testActions("Set a nil"), "Update a", "Remove a"),
		[]testCase{testBeside(start, "Slow a", "Update a", "Remove a"), testBeside(start, "Update a", "Remove a", "Set a 7"), testBeside(start, "Update a", "Set a 9", "Update a")})
}

// testOneByOne returns calls of one goroutine, on an empty map.
func testOneByOne(calls ...string) []testCase { return []testCase{{start: testActions(calls...)}} }

// testPairsOf returns the call beside each of the others, on a map on which start was called.
func testPairsOf(start []testAction, one string, others ...string) (cases []testCase) {
	for _, other := range others {
		cases = append(cases, testBeside(start, one, other))
	}
	return cases
}

// testBeside returns a call beside a goroutine that makes several, on a map on which start was called.
func testBeside(start []testAction, one string, several ...string) testCase {
	return testCase{start, [][]testAction{testActions(one), testActions(several...)}}
}

// testActions reads calls such as "Set a 4".
func testActions(texts ...string) (actions []testAction) {
	for _, text := range texts {
		words := strings.Fields(text + " - -")
		a := testAction{text: text, method: words[0], key: words[1]}
		if n, err := strconv.Atoi(words[2]); err == nil {
			a.value = n
		}
		actions = append(actions, a)
	}
	return actions
}

// testExplore tries all cases, each in all schedules. What the calls return must be what a plain map returns in some order of them, and a call
// that ended before another began comes before it. In the end the calls last are made.
func testExplore(t *explore.T, cases []testCase, last []testAction) {
	t.LeaksAllowed() // this map has no end
	c := cases[t.Choose(len(cases))]
	t.Case(c.String())
	m, h := NewMap(), testhistory.New(t)
	t.Alone(func() {
		testDo(m, h, c.start)
		time.Sleep(time.Millisecond) // until the map has come to rest
	})
	if c.slow() { // whoever waits must go on waiting, in any schedule
		t.Alone(func() { c.run(t, m, h) })
	} else {
		c.run(t, m, h)
	}
	t.Alone(func() { testDo(m, h, last) })
	testhistory.Judge(h, testhistory.Model[testState]{Step: testModel}, c.wrong())
}

// run lets the case's goroutines make their calls.
func (c testCase) run(t *explore.T, m SharedMap, h *testhistory.History) {
	for _, actions := range c.goroutines {
		t.Go(actions[0].method, testDoing(m, h, slices.Clone(actions)))
	}
	t.Wait()
}

// slow reports whether the case is about calls that have to wait for long.
func (c testCase) slow() bool { return len(c.goroutines) > 0 && c.goroutines[0][0].method == "Slow" }

// testDoing returns what a goroutine does: its own calls.
func testDoing(m SharedMap, h *testhistory.History, actions []testAction) func() {
	return func() { testDo(m, h, actions) }
}

// testDo makes the calls one after the other.
func testDo(m SharedMap, h *testhistory.History, actions []testAction) {
	for _, action := range actions {
		action.do(m, h)
	}
}

// do makes the call and notes it.
func (a testAction) do(m SharedMap, h *testhistory.History) {
	switch a.method {
	case "Set":
		h.Do("Set", testhistory.Values{a.key, a.value}, func() testhistory.Values { m.Set(a.key, a.value); return nil })
	case "Get":
		h.Do("Get", testhistory.Values{a.key}, func() testhistory.Values { value, found := m.Get(a.key); return testhistory.Values{value, found} })
	case "Remove":
		h.Do("Remove", testhistory.Values{a.key}, func() testhistory.Values { m.Remove(a.key); return nil })
	case "Count":
		h.Do("Count", nil, func() testhistory.Values { return testhistory.Values{m.Count()} })
	case "Update":
		h.Do("Update", testhistory.Values{a.key}, func() testhistory.Values { return testUpdateOnce(m, a.key, h.Between) })
	case "Slow": // an Update whose function takes half a minute
		h.Do("Update", testhistory.Values{a.key}, func() testhistory.Values { return testUpdateOnce(m, a.key, func() { time.Sleep(31 * time.Second) }) })
	}
}

// testUpdateOnce updates the key and returns what its function was given, and the new value.
func testUpdateOnce(m SharedMap, key string, between func()) testhistory.Values {
	var given any
	var there bool
	value := m.Update(key, func(old any, found bool) any {
		given, there = old, found
		between()
		n, _ := old.(int)
		return n + 10
	})
	return testhistory.Values{given, there, value}
}

// testState is what a plain map with the keys "a" and "b" holds.
type testState [2]struct {
	value any
	found bool
}

// testModel is a plain map: it returns the state behind the call, or none where the call would have returned something else.
func testModel(s testState, c testhistory.Call) []testState {
	if c.Name == "Count" {
		n := 0
		for _, key := range s {
			if key.found {
				n++
			}
		}
		return testhistory.One(c.Result[0] == n, s)
	}
	key := &s[0]
	if c.Args[0] == "b" {
		key = &s[1]
	}
	ok := true
	switch c.Name {
	case "Set":
		key.value, key.found = c.Args[1], true
	case "Get":
		ok = c.Result[0] == key.value && c.Result[1] == key.found
	case "Remove":
		key.value, key.found = nil, false
	case "Update":
		ok = c.Result[0] == key.value && c.Result[1] == key.found
		n, _ := key.value.(int)
		key.value, key.found = n+10, true
		ok = ok && c.Result[2] == key.value
	}
	return testhistory.One(ok, s)
}
