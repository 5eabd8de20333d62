package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testCount is a call of CountByPage, and what it is to return.
type testCount struct {
	*testTrial
	want, got map[string]int
}

// testNames draws under which names n visits are counted: one name, some that are alike, or a name for each.
func testNames(n int) []string {
	names := make([]string, n)
	kind, one := rand.IntN(3), testPages[rand.IntN(len(testPages))]
	for i := range names {
		switch kind {
		case 0:
			names[i] = one
		case 1:
			names[i] = testPages[rand.IntN(len(testPages))]
		case 2:
			names[i] = fmt.Sprint(one, i)
		}
	}
	return names
}

func testTally(names []string) map[string]int {
	counts := map[string]int{}
	for _, name := range names {
		counts[name]++
	}
	return counts
}

// tryCount calls CountByPage with a normalize that stops at the gate and then gives the names.
func (s *testStep) tryCount(g *testGate, shape testShape, names []string) *testCount {
	log := testLog(shape.items)
	given, c := slices.Clone(log), &testCount{want: testTally(names)}
	c.testTrial = s.try(testOfCount, g, shape, func() {
		c.got = CountByPage(given, shape.workers, func(page string) string { return names[g.pass(page)] })
	})
	c.after = func() { testRequireUnchanged(c.testTrial, log, given) }
	return c
}

// tryCountAlike calls CountByPage with a log in which many visits are equal, and a normalize that changes nothing.
func (s *testStep) tryCountAlike(g *testGate, shape testShape, log []Visit) *testCount {
	c := &testCount{want: testTally(testLines(log))}
	g.numbered()
	c.testTrial = s.try(testOfCount, g, shape, func() {
		c.got = CountByPage(log, shape.workers, func(page string) string { g.pass(page); return page })
	})
	return c
}

// Step map-race: calls of normalize end at the same moment, so all workers
// count at once: the same page, or different ones.
func TestCountByPageCounts(t *testing.T) {
	testrecord.Begin(t)
	s := testBegin(t, "map-race")
	for round := range testRounds {
		shape := testTogether(round)
		r := s.tryCount(testNewGate(shape.items), shape, testNames(shape.items))
		r.together()
		r.requireCounts()
		r.requireOnce()
	}
	for _, shape := range []testShape{{2, 5}, {testBetween(3, 9), testBetween(20, 40)}, testManyWorkers(2)} {
		r := s.tryCount(testNewGate(shape.items), shape, testNames(shape.items))
		r.requireAtMost()
		r.requireWaiting()
		r.endAll()
		r.requireCounts()
	}
	for range testRounds {
		for _, shape := range testSmall() {
			r := s.tryCount(testOpenGate(shape.items), shape, testNames(shape.items))
			r.end()
			r.requireCounts()
			r.requireOnce()
			r = s.tryCountAlike(testOpenGate(shape.items), shape, testAlikeLog(shape.items))
			r.end()
			r.requireCounts()
			r.requireOnce()
		}
	}
	for _, shape := range []testShape{testManyItems(), testManyItems(), testCrowd()} {
		r := s.tryCount(testOpenGate(shape.items), shape, testNames(shape.items))
		r.endAll()
		r.requireCounts()
		r.requireOnce()
	}
	for _, workers := range []int{1, testBetween(2, 4)} {
		shape := testShape{workers, testBetween(200, 300)}
		names := make([]string, shape.items)
		for i := range names {
			names[i] = testTwins[rand.IntN(len(testTwins))]
		}
		r := s.tryCount(testOpenGate(shape.items), shape, names)
		r.end()
		r.requireCounts()
	}
	s.countsAreTheCallers()
	s.countsManyVisitsOfOnePage()
	s.shakeCount()
}

// countsManyVisitsOfOnePage counts more visits of one page than a small number can hold, with one worker. No gate sees the calls, since there are so
// many.
func (s *testStep) countsManyVisitsOfOnePage() {
	s.t.Helper()
	log := slices.Repeat([]Visit{{Page: "/"}}, testBetween(66_000, 72_000))
	shape := testShape{1, len(log)}
	c := &testCount{want: map[string]int{"/": len(log)}}
	c.testTrial = s.try(testOfCount, testOpenGate(0), shape, func() {
		c.got = CountByPage(log, shape.workers, func(page string) string { return page })
	})
	if !c.reaches(c.hasReturned) {
		c.neverReturns()
	}
	c.requireCounts()
}

// countsAreTheCallers: who has got the counts may change them, and the next call does not see that.
func (s *testStep) countsAreTheCallers() {
	s.t.Helper()
	shape := testShape{3, 9}
	names := testNames(shape.items)
	first := s.tryCount(testOpenGate(shape.items), shape, names)
	first.end()
	first.requireCounts()
	second := s.tryCount(testOpenGate(shape.items), shape, names)
	second.end()
	second.requireCounts()
	for page := range second.got {
		second.got[page]++
	}
	first.requireCounts()
}

func (r *testCount) requireCounts() {
	r.t.Helper()
	expected := testWords("%s: every visit is counted once, under the name that normalize gives; the count of %q is another",
		"%s: 모든 방문을 normalize가 준 이름으로 한 번씩 세어야 합니다. %q의 횟수가 다릅니다")
	for page, n := range r.want {
		if r.got[page] != n {
			require.Equal(r.as("exact-counts", fmt.Sprintf(expected, r.shapeText(), page)), n, r.got[page])
		}
	}
	for page, n := range r.got {
		if r.want[page] == 0 {
			require.Fail(r.as("exact-counts", fmt.Sprintf(testWords("%s: only names that normalize gives are counted", "%s: normalize가 준 이름만 세어야 합니다"), r.shapeText())),
				fmt.Sprintf(testWords("%q is none of them, and its count is %d", "그런 이름이 아닌 것: %q, 횟수: %d"), page, n))
		}
	}
}
