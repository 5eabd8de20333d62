package main

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// testOne is a way to call a function of tally.go.
type testOne struct {
	testFunction
	try func(s *testStep, g *testGate, shape testShape) *testTrial
}

// Step still-parallel: nobody may leave the given function until as many calls
// are inside as there are workers. What holds the others up is seen by that.
func TestAllFourStayParallel(t *testing.T) {
	testrecord.Begin(t)
	s := testBegin(t, "still-parallel")
	for _, f := range testFour() {
		for range testRounds {
			workers := testBetween(2, runtime.NumCPU()+4)
			s.requireParallel(f, testShape{workers, testBetween(1, 3) * workers})
		}
		for range testRounds / 4 {
			workers := testBetween(2, runtime.NumCPU()+4)
			s.requireParallel(f, testShape{workers, 4 * workers})
		}
		s.requireParallel(f, testCrowd())
	}
}

func testFour() []testOne {
	return []testOne{
		{testOfCount, func(s *testStep, g *testGate, shape testShape) *testTrial {
			return s.tryCount(g, shape, testLines(testLog(shape.items))).testTrial
		}},
		{testOfCount, func(s *testStep, g *testGate, shape testShape) *testTrial {
			return s.tryCountAlike(g, shape, slices.Repeat([]Visit{{"/", 1}}, shape.items)).testTrial // visits of one page
		}},
		{testOfSlow, func(s *testStep, g *testGate, shape testShape) *testTrial {
			return s.trySlow(g, shape, testAll(shape.items)).testTrial
		}},
		{testOfParse, func(s *testStep, g *testGate, shape testShape) *testTrial {
			return s.tryParse(g, shape, make([]bool, shape.items)).testTrial
		}},
		{testOfSum, func(s *testStep, g *testGate, shape testShape) *testTrial {
			return s.trySum(g, shape).testTrial
		}},
	}
}

func (s *testStep) requireParallel(f testOne, shape testShape) {
	s.t.Helper()
	r := f.try(s, testNewGate(shape.items), shape)
	r.after = nil // what else is wrong is the other steps' matter
	released := 0
	for wave := range max(1, shape.items/shape.workers/2) { // as long as half of the work is left, nobody may be out of it
		if wave > 0 {
			for _, item := range r.gate.waiting() {
				r.gate.release(item)
				released++
			}
		}
		if !r.reaches(func() bool { _, ended := r.gate.calls(); return ended >= released && r.gate.inside() >= shape.workers }) {
			s.notParallel(r, f)
		}
		if shape.workers < 1000 { // to look at more goroutines takes long
			r.requireAtMost()
		}
	}
	r.end()
}

// notParallel fails the test: as many calls as there are workers should be inside, and never will be.
func (s *testStep) notParallel(r *testTrial, f testOne) {
	s.t.Helper()
	r.requireWaiting()
	inside := r.gate.inside()
	r.fail(s.id, testrecord.Failure{
		Rule: "workers-at-once",
		Expected: fmt.Sprintf(testWords("%d calls of %s can run at once: as many as there are workers",
			"작업자 수만큼, 곧 %[2]s 호출 %[1]d개가 동시에 실행될 수 있어야 합니다"), r.shape.workers, f.given),
		Happened: fmt.Sprintf(testWords("%s: no more than %d ever come in; the others wait, or are never started",
			"%s: 호출이 한 번에 %d개까지만 들어옵니다. 나머지는 기다리거나 시작되지 않습니다"), r.shapeText(), inside),
		Waiting: r.where(func(g testGoroutine) bool { return !g.inGate() && g.name != r.root }),
		Partial: true,
	})
}
