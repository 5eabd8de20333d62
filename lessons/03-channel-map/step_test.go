package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// testStep is the test of one step.
type testStep struct {
	*testing.T
	step string
}

// testMethods tells for each method with which step its own part of the work is done.
var testMethods = map[string]string{
	"NewMap": "run", "Run": "run", "Set": "run", "Get": "reply", "Remove": "remove", "Count": "count", "Update": "update",
}

// testSteps are the steps in their order.
var testSteps = []string{"run", "reply", "remove", "count", "no-lock", "update", "program"}

// after ends the test with these words where an earlier step that this one builds on is not done.
func (s *testStep) after(steps ...string) {
	s.Helper()
	for _, step := range steps {
		for _, rule := range testRulesOf(step) {
			if !rule.updates() && s.plain(rule) != nil {
				s.waitsFor(step)
			}
		}
	}
}

// waitsFor ends the test: it has nothing to say before an earlier step is green.
func (s *testStep) waitsFor(step string) {
	s.Helper()
	testrecord.FailNow(s.T, testrecord.Failure{
		Rule:     "earlier-step",
		First:    step,
		Expected: strings.ReplaceAll(testWords("the step STEP is green first", "STEP 단계가 먼저 통과해야 합니다"), "STEP", step),
		Happened: strings.ReplaceAll(testWords("what the step STEP asks for does not hold yet; this step waits for it",
			"STEP 단계에서 고칠 것이 아직 남아 있습니다. 이 단계는 그 단계를 기다립니다"), "STEP", step),
	})
}

// fails ends the test with what was found wrong.
func (s *testStep) fails(f testrecord.Failure) {
	s.Helper()
	if f.Method != "" && f.Place.Line == 0 {
		f.Place = testPlaceOf(f.Method)
	}
	testrecord.FailNow(s.T, f)
}

// needs ends the test if there is trouble with a call. A call that is an earlier step's matter is left to that step.
func (s *testStep) needs(trouble *testTrouble) {
	s.Helper()
	if trouble == nil {
		return
	}
	if s.Failed() {
		s.FailNow() // it has been told
	}
	if owner := testMethods[trouble.method]; trouble.rule == "no-spin" && slices.Index(testSteps, owner) < slices.Index(testSteps, s.step) && owner != "" {
		s.waitsFor(owner)
	}
	s.fails(testrecord.Failure{Rule: trouble.rule, Expected: trouble.expected, Happened: trouble.happened, Method: trouble.method, Waiting: trouble.waiting, Place: trouble.place})
}

// newMap makes a map.
func (s *testStep) newMap() SharedMap {
	s.Helper()
	var m SharedMap
	s.do(func() { m = NewMap() })
	return m
}

// do runs f in a goroutine of its own and waits for it. Calls that wait for ever, spin or sleep end the test.
func (s *testStep) do(f func()) {
	s.Helper()
	s.wait(testGo(f))
}

// wait waits until the tasks are over.
func (s *testStep) wait(tasks ...*testTask) {
	s.Helper()
	s.needs(testWait(tasks...))
}

// rest waits until all other goroutines wait for something: a few calls have gone as far as they can.
func (s *testStep) rest() {
	s.Helper()
	s.needs(testRest(testShortSpin))
}

// restOfMany is rest for many calls, which may be at work for a while.
func (s *testStep) restOfMany() {
	s.Helper()
	s.needs(testRest(testLongSpin))
}

// testDraw draws a size from low to high: no answer knows it in advance.
func testDraw(low, high int) int { return low + rand.IntN(high-low+1) }
