package main

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore"
	testhistory "sharedmap-workshop/checker/explore/history"
)

// testVeryLong is how long a callback takes that takes long, in fake time: some months. It is another one in each process, so that no answer can be
// made to fit it.
var testVeryLong = 100*24*time.Hour + time.Duration(os.Getpid())*time.Second

// testAction is one call in a scenario, on key "a" or "b", or on the key "a" of the other map, which is written "to:a".
type testAction struct {
	text, method, key string
	value             any // what Set stores
}

// testCase is what the maps hold at first, and which calls goroutines then make, each its own one after the other.
type testCase struct {
	start      []testAction
	goroutines [][]testAction
}

// testPairsOf returns the call beside each of the others, on maps on which start was called.
func testPairsOf(start []testAction, one string, others ...string) (cases []testCase) {
	for _, other := range others {
		cases = append(cases, testBeside(start, one, other))
	}
	return cases
}

// testBeside returns a call beside a goroutine that makes several, on maps on which start was called.
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

// testExplore makes the calls of a case and then those in last. What all of them return must be what plain maps return in some order of them, and a
// call that ended before another began comes before it.
func testExplore(t *explore.T, c testCase, last []testAction) {
	t.LeaksAllowed() // a map without an end may have a goroutine without one
	t.Case(c.String())
	maps, h := &testMaps{NewMutexMap(), NewMutexMap()}, testhistory.New(t)
	t.Alone(func() { maps.do(h, c.start) })
	if c.slow() { // whoever waits must go on waiting, in any schedule
		t.Alone(func() { c.run(t, maps, h) })
	} else {
		c.run(t, maps, h)
	}
	t.Alone(func() { maps.do(h, last) })
	testhistory.Judge(h, testhistory.Model[testState]{Step: testModel}, testWords("no order of these calls explains what they returned: %s",
		"어떤 순서로 늘어놓아도 이 호출들의 결과를 설명할 수 없습니다: %s"))
}

// run lets the case's goroutines make their calls.
func (c testCase) run(t *explore.T, maps *testMaps, h *testhistory.History) {
	for _, actions := range c.goroutines {
		t.Go(actions[0].method, func() { maps.do(h, slices.Clone(actions)) })
	}
	t.Wait()
}

// slow reports whether the case is about calls that have to wait for long.
func (c testCase) slow() bool { return c.goroutines[0][0].method == "Slow" }

// String writes the case in words: "after Set a 4, [Update a] beside [Remove a, Set a 7]". The calls of one goroutine stand in brackets.
func (c testCase) String() string {
	var sides []string
	for _, actions := range c.goroutines {
		sides = append(sides, "["+testTexts(actions)+"]")
	}
	name := strings.Join(sides, testWords(" beside ", " "))
	if len(c.start) == 0 {
		return testWords("", "동시에 ") + name
	}
	return fmt.Sprintf(testWords("after %s, %s", "먼저 %s, 그다음 동시에 %s"), testTexts(c.start), name)
}

func testTexts(actions []testAction) string {
	var texts []string
	for _, action := range actions {
		texts = append(texts, action.text)
	}
	return strings.Join(texts, ", ")
}

// testMaps are a map and the one that Move moves to.
type testMaps struct{ m, to *MutexMap }

// do makes the calls one after the other, and notes them.
func (maps *testMaps) do(h *testhistory.History, actions []testAction) {
	for _, a := range actions {
		m, key := maps.m, a.key
		if to, ok := strings.CutPrefix(a.key, "to:"); ok {
			m, key = maps.to, to
		}
		switch a.method {
		case "Set":
			h.Do("Set", testhistory.Values{a.key, a.value}, func() testhistory.Values { m.Set(key, a.value); return nil })
		case "Get":
			h.Do("Get", testhistory.Values{a.key}, func() testhistory.Values { value, found := m.Get(key); return testhistory.Values{value, found} })
		case "View":
			h.Do("View", testhistory.Values{a.key}, func() testhistory.Values { return testViewOnce(m, key) })
		case "Remove":
			h.Do("Remove", testhistory.Values{a.key}, func() testhistory.Values { m.Remove(key); return nil })
		case "Count":
			h.Do("Count", nil, func() testhistory.Values { return testhistory.Values{m.Count()} })
		case "Update":
			h.Do("Update", testhistory.Values{a.key}, func() testhistory.Values { return testUpdateOnce(m, key, h.Between) })
		case "Slow": // an Update whose function takes long
			h.Do("Update", testhistory.Values{a.key}, func() testhistory.Values { return testUpdateOnce(m, key, func() { time.Sleep(testVeryLong) }) })
		case "Move":
			h.Do("Move", testhistory.Values{a.key}, func() testhistory.Values { return testhistory.Values{Move(m, maps.to, key)} })
		case "Stay": // a Move from the map into itself
			h.Do("Stay", testhistory.Values{a.key}, func() testhistory.Values { return testhistory.Values{Move(m, m, key)} })
		}
	}
}

// testViewOnce returns what a View of the key showed.
func testViewOnce(m *MutexMap, key string) (shown testhistory.Values) {
	m.View(key, func(value any, found bool) { shown = testhistory.Values{value, found} })
	return shown
}

// testUpdateOnce updates the key and returns what its function was given.
func testUpdateOnce(m *MutexMap, key string, between func()) (given testhistory.Values) {
	m.Update(key, func(old any, found bool) any {
		given = testhistory.Values{old, found}
		between()
		n, _ := old.(int)
		return n + 10
	})
	return given
}

// testState is what plain maps hold under "a", "b" and "to:a".
type testState [3]struct {
	value any
	found bool
}

// testModel is plain maps: it returns the state behind the call, or none where the call would have returned something else.
func testModel(s testState, c testhistory.Call) []testState {
	if c.Name == "Count" {
		n := 0
		for _, key := range s[:2] {
			if key.found {
				n++
			}
		}
		return testhistory.One(c.Result[0] == n, s)
	}
	key := &s[slices.Index([]string{"a", "b", "to:a"}, c.Args[0].(string))]
	ok := true
	switch c.Name {
	case "Set":
		key.value, key.found = c.Args[1], true
	case "Get", "View":
		ok = len(c.Result) == 2 && c.Result[0] == key.value && c.Result[1] == key.found
	case "Remove":
		key.value, key.found = nil, false
	case "Update":
		ok = len(c.Result) == 2 && c.Result[0] == key.value && c.Result[1] == key.found
		n, _ := key.value.(int)
		key.value, key.found = n+10, true
	case "Move":
		if ok = c.Result[0] == key.found; key.found {
			s[2] = *key
			key.value, key.found = nil, false
		}
	case "Stay":
		ok = c.Result[0] == key.found
	}
	return testhistory.One(ok, s)
}
