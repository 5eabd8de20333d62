package main

import (
	"slices"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// testSlow is a call of Slow, and what it is to return.
type testSlow struct {
	*testTrial
	log, want, got []Visit
}

// trySlow calls Slow with an isSlow that stops at the gate and then picks.
func (s *testStep) trySlow(g *testGate, shape testShape, picks []bool) *testSlow {
	slow := &testSlow{log: testLog(shape.items)}
	for i, v := range slow.log {
		if picks[i] {
			slow.want = append(slow.want, v)
		}
	}
	given := slices.Clone(slow.log)
	slow.testTrial = s.try(testOfSlow, g, shape, func() {
		slow.got = Slow(given, shape.workers, func(v Visit) bool { return picks[g.pass(v.Page)] })
	})
	slow.after = func() { testRequireUnchanged(slow.testTrial, slow.log, given) }
	return slow
}

// trySlowAlike calls Slow with a log in which many visits are equal and some are empty.
func (s *testStep) trySlowAlike(shape testShape) *testSlow {
	g := testOpenGate(shape.items).numbered()
	slow := &testSlow{log: testAlikeLog(shape.items)}
	isSlow := func(v Visit) bool { return v.Millis > 0 || v.Page == "" }
	for _, v := range slow.log {
		if isSlow(v) {
			slow.want = append(slow.want, v)
		}
	}
	slow.testTrial = s.try(testOfSlow, g, shape, func() {
		slow.got = Slow(slow.log, shape.workers, func(v Visit) bool { g.pass(v.Page); return isSlow(v) })
	})
	return slow
}

// Step slice-race: calls of isSlow end at the same moment; then calls end in every order but the log's.
func TestSlowKeepsOrder(t *testing.T) {
	testrecord.Begin(t)
	s := testBegin(t, "slice-race")
	for round := range testRounds {
		shape := testTogether(round)
		r := s.trySlow(testNewGate(shape.items), shape, testAll(shape.items))
		r.together()
		r.requireSlow()
		r.requireOnce()
	}
	for _, shape := range []testShape{{2, 2}, {8, 8}, {3, 7}, {2, 5}, {testBetween(2, 5), testBetween(6, 12)}} {
		for _, next := range []func([]int) int{testFirst, testLast, testAny} {
			r := s.trySlow(testNewGate(shape.items), shape, testAll(shape.items))
			r.requireAtMost()
			r.finish(next)
			r.requireSlow()
		}
	}
	for range testRounds {
		for _, shape := range testSmall() {
			r := s.trySlow(testOpenGate(shape.items), shape, testPick(shape.items))
			r.end()
			r.requireSlow()
			r.requireOnce()
			r = s.trySlowAlike(shape)
			r.end()
			r.requireSlow()
			r.requireOnce()
		}
	}
	many := testManyWorkers(2)
	r := s.trySlow(testNewGate(many.items), many, testAll(many.items))
	r.requireAtMost()
	r.requireWaiting()
	r.endAll()
	r.requireSlow()
	for _, shape := range []testShape{testManyItems(), testCrowd()} {
		r := s.trySlow(testOpenGate(shape.items), shape, testAll(shape.items))
		r.endAll()
		r.requireSlow()
		r.requireOnce()
	}
	s.slowIsTheCallers()
	s.shakeSlow()
}

// slowIsTheCallers: a later call does not change what an earlier one has returned.
func (s *testStep) slowIsTheCallers() {
	s.t.Helper()
	shape := testShape{3, 9}
	first := s.trySlow(testOpenGate(shape.items), shape, testAll(shape.items))
	first.end()
	second := s.trySlow(testOpenGate(shape.items), shape, testAll(shape.items))
	second.end()
	second.requireSlow()
	copy(second.got, testChanged(second.got))
	first.requireSlow()
}

func (r *testSlow) requireSlow() {
	r.t.Helper()
	testRequireSame(r.testTrial, "log-order", testWords("every slow visit, once, in the order of the log", "느린 방문이 모두, 한 번씩, 로그 순서대로 있어야 합니다"), r.want, r.got)
}
