package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	testhistory "sharedmap-workshop/checker/explore/history"
)

// testState is what a map must be like between two calls: what is under the keys a and b, 0 for nothing, and whether it is closed.
type testState struct {
	values [2]int
	closed bool
}

func (s testState) with(key, value int) testState {
	s.values[key] = value
	return s
}

func (s testState) count() (n int) {
	for _, v := range s.values {
		if v != 0 {
			n++
		}
	}
	return n
}

// testHanded is what a Close returned: whether it got the map, and what was in it.
type testHanded struct {
	Got  bool
	A, B any
}

// String returns "nil", or the map as {a: 1}.
func (h testHanded) String() string {
	if !h.Got {
		return "nil"
	}
	var held []string
	for _, x := range []struct {
		key   string
		value any
	}{{"a", h.A}, {"b", h.B}} {
		if x.value != nil {
			held = append(held, fmt.Sprintf("%s: %v", x.key, x.value))
		}
	}
	return "{" + strings.Join(held, ", ") + "}"
}

// testModel is what may come of calls that are made one after the other, told by what they returned. calls are all calls of the schedule.
func testModel(calls []testhistory.Call) testhistory.Model[testState] {
	began := map[string]int{} // when the first Close and the first cancel began
	for _, c := range calls {
		if began[c.Name] == 0 {
			began[c.Name] = c.Begin
		}
	}
	return testhistory.Model[testState]{
		Step: func(s testState, c testhistory.Call) []testState { return testStep(s, c, began) },
		Open: func(c testhistory.Call) bool { return errors.Is(testErrorOf(c), context.Canceled) },
	}
}

// testErrorOf is the error that a call returned, its last result.
func testErrorOf(c testhistory.Call) error {
	if len(c.Result) == 0 {
		return nil
	}
	err, _ := c.Result[len(c.Result)-1].(error)
	return err
}

// testStep returns the states that may come behind s by a call that returned what c did.
func testStep(s testState, c testhistory.Call, began map[string]int) []testState {
	hadBegun := func(name string) bool { return began[name] != 0 && began[name] < c.End }
	switch err := testErrorOf(c); {
	case c.Name == "cancel":
		return []testState{s}
	case c.Name == "Close":
		return testStepClose(s, c.Result[0].(testHanded))
	case errors.Is(err, ErrClosed): // not carried out, and the map was closing at least
		return testhistory.One(hadBegun("Close"), s)
	case errors.Is(err, context.Canceled) && hadBegun("cancel"): // carried out or not
		if s.closed {
			return []testState{s}
		}
		return []testState{s, testEffect(s, c)}
	}
	right := testErrorOf(c) == nil && !s.closed && testResultIs(s, c)
	return testhistory.One(right, testEffect(s, c))
}

// testStepClose is a Close: the first one gets the map, the others come after it.
func testStepClose(s testState, handed testHanded) []testState {
	if !handed.Got {
		return testhistory.One(s.closed, s)
	}
	right := !s.closed && handed.A == testShown(s.values[0]) && handed.B == testShown(s.values[1])
	s.closed = true
	return testhistory.One(right, s)
}

// testShown is a value as the map's callers see it.
func testShown(v int) any {
	if v == 0 {
		return nil
	}
	return v
}

// testEffect is the state behind a call that was carried out.
func testEffect(s testState, c testhistory.Call) testState {
	switch c.Name {
	case "Set":
		return s.with(testKeyOf(c), c.Args[1].(int))
	case "Remove":
		return s.with(testKeyOf(c), 0)
	case "Update":
		return s.with(testKeyOf(c), testAddTen(s.values[testKeyOf(c)]))
	}
	return s
}

func testKeyOf(c testhistory.Call) int { return int(c.Args[0].(string)[0] - 'a') }

// testAddTen is what the Updates of these cases do: another number where nothing was there.
func testAddTen(old int) int {
	if old == 0 {
		return 100
	}
	return old + 10
}

// testResultIs reports whether a call that is carried out in s returns what c did.
func testResultIs(s testState, c testhistory.Call) bool {
	switch c.Name {
	case "Get":
		v := s.values[testKeyOf(c)]
		return c.Result[0] == testShown(v) && c.Result[1] == (v != 0)
	case "Count":
		return c.Result[0] == s.count()
	case "Update":
		return c.Result[0] == testAddTen(s.values[testKeyOf(c)])
	}
	return true
}

// testJudge fails the schedule where no order of the calls explains what they returned.
func testJudge(h *testhistory.History) {
	testhistory.Judge(h, testModel(h.Calls()), testWords("no order of these calls, one after the other, explains what they returned: %s",
		"이 호출들을 어떤 순서로 하나씩 실행해도 이런 결과는 나올 수 없습니다: %s"))
}
