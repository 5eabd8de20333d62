package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testSum is a call of Sum, and what it is to return.
type testSum struct {
	*testTrial
	want, got int
}

// trySum calls Sum with a cost that stops at the gate.
func (s *testStep) trySum(g *testGate, shape testShape) *testSum {
	log, costs := testLog(shape.items), testCosts(shape.items)
	given, sum := slices.Clone(log), &testSum{want: testTotal(costs)}
	sum.testTrial = s.try(testOfSum, g, shape, func() {
		sum.got = Sum(given, shape.workers, func(v Visit) int { return costs[g.pass(v.Page)] })
	})
	sum.after = func() { testRequireUnchanged(sum.testTrial, log, given) }
	return sum
}

// trySumAlike calls Sum with a log in which many visits are equal.
func (s *testStep) trySumAlike(shape testShape) *testSum {
	log, g := testAlikeLog(shape.items), testOpenGate(shape.items).numbered()
	sum := &testSum{}
	for _, v := range log {
		sum.want += v.Millis
	}
	sum.testTrial = s.try(testOfSum, g, shape, func() {
		sum.got = Sum(log, shape.workers, func(v Visit) int { g.pass(v.Page); return v.Millis })
	})
	return sum
}

// Step wait: each call of cost is held for a while. Sum must not return before the last one has.
func TestSumWaits(t *testing.T) {
	testrecord.Begin(t)
	s := testBegin(t, "wait")
	s.sumWaitsForEach(testShape{1, 3})
	alone := s.trySum(testOpenGate(1), testShape{1, 1}) // first with one worker: a race is then the matter of this step
	alone.end()
	alone.requireNoRace()
	s.trySum(testOpenGate(0), testShape{testBetween(1, 9), 0}).endAll()
	for range testRounds {
		s.sumWaitsForEach(testShape{1, testBetween(1, 3)})
	}
	for range testRounds {
		s.sumWaitsForEach(testShape{testBetween(2, 9), 1}) // the others have nothing to do and end at once
	}
	for range testRounds { // costs of nothing, and below
		s.trySumAlike(testShape{1, testBetween(2, 40)}).end()
	}
	s.sumWaitsForEach(testShape{testBetween(150, 350), 1})
	s.sumWaitsForTheLast(testBetween(5200, 6200))
	s.sumWaitsForTheOthers([]testShape{{2, 2}, testTogether(1), testManyWorkers(1)}[testBetween(0, 2)])
}

// sumWaitsForEach holds every call of the one worker that has work, and lets one after the other go on.
func (s *testStep) sumWaitsForEach(shape testShape) {
	s.t.Helper()
	r := s.trySum(testNewGate(shape.items), shape)
	for range shape.items {
		r.settle()
		r.requireWaiting()
		if held := r.gate.waiting(); len(held) > 0 {
			r.gate.release(held[0])
		}
	}
	r.endAll()
}

// sumWaitsForTheOthers lets one call end and leaves the others where they are: what they add is the next step's matter. So this trial is the last.
func (s *testStep) sumWaitsForTheOthers(shape testShape) {
	s.t.Helper()
	r := s.trySum(testNewGate(shape.items), shape)
	r.reaches(func() bool { return len(r.gate.waiting()) == shape.items })
	r.requireWaiting()
	if held := r.gate.waiting(); len(held) > 0 {
		r.gate.release(testAny(held))
	}
	r.settle()
	r.requireWaiting()
}

// sumWaitsForTheLast gives one worker thousands of items and holds a late one.
func (s *testStep) sumWaitsForTheLast(items int) {
	s.t.Helper()
	g := testOpenGate(items)
	g.hold(items - testBetween(1, 3))
	r := s.trySum(g, testShape{1, items})
	r.settle()
	r.requireWaiting()
	r.endAll()
}

// Step lost-update: calls of cost end at the same moment, so all workers add at once.
func TestSumLosesNothing(t *testing.T) {
	testrecord.Begin(t)
	s := testBegin(t, "lost-update")
	for round := range testRounds {
		shape := testTogether(round)
		r := s.trySum(testNewGate(shape.items), shape)
		r.together()
		r.requireSum()
		r.requireOnce()
	}
	for _, shape := range []testShape{{2, 5}, {testBetween(3, 9), testBetween(20, 40)}, testManyWorkers(2)} {
		r := s.trySum(testNewGate(shape.items), shape)
		r.requireAtMost()
		r.requireWaiting()
		r.endAll()
		r.requireSum()
	}
	for range testRounds {
		for _, shape := range testSmall() {
			r := s.trySum(testOpenGate(shape.items), shape)
			r.end()
			r.requireSum()
			r.requireOnce()
			r = s.trySumAlike(shape)
			r.end()
			r.requireSum()
			r.requireOnce()
		}
	}
	for _, shape := range []testShape{testManyItems(), testCrowd()} {
		r := s.trySum(testOpenGate(shape.items), shape)
		r.endAll()
		r.requireSum()
		r.requireOnce()
	}
	s.shakeSum()
}

func (r *testSum) requireSum() {
	r.t.Helper()
	require.Equal(r.as("exact-sum", fmt.Sprintf(testWords("%s: every cost is in the sum, once", "%s: 모든 비용이 합계에 한 번씩 들어가야 합니다"), r.shapeText())), r.want, r.got)
}
