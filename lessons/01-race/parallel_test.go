package main

import (
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// testOne is a function of tally.go, and the function that is given to it.
type testOne struct {
	name, given string
	try         func(g *testGate, s testShape) *testTrial
}

// Step still-parallel: nobody may leave the given function until as many calls
// are inside as there are workers. What holds the others up is seen by that.
func TestAllFourStayParallel(t *testing.T) {
	four := []testOne{
		{"CountByPage", "normalize", func(g *testGate, s testShape) *testTrial {
			return testTryCount(t, g, s, testOwnName, new(map[string]int))
		}},
		{"CountByPage", "normalize", func(g *testGate, s testShape) *testTrial { return testTryOnePage(t, g, s) }},
		{"Slow", "isSlow", func(g *testGate, s testShape) *testTrial { return testTrySlow(t, g, s, testAll, new([]Visit)) }},
		{"ParseAll", "parse", func(g *testGate, s testShape) *testTrial { return testTryParse(t, g, s, testNone, new(testParsed)) }},
		{"Sum", "cost", func(g *testGate, s testShape) *testTrial { return testTrySum(t, g, s, new(int)) }},
	}
	for _, f := range four {
		for _, workers := range []int{2, runtime.NumCPU() + 3} {
			testRequireParallel(t, f, testShape{workers: workers, items: 2 * workers})
		}
	}
}

// testTryOnePage calls CountByPage with a log of one page. Its visits look alike, so the gate numbers the calls instead.
func testTryOnePage(t *testing.T, g *testGate, s testShape) *testTrial {
	var calls atomic.Int64
	return testTry(t, "CountByPage", g, func() {
		CountByPage(slices.Repeat([]Visit{{"/", 1}}, s.items), s.workers, func(page string) string {
			g.pass(int(calls.Add(1)) - 1)
			return page
		})
	})
}

func testRequireParallel(t *testing.T, f testOne, s testShape) {
	t.Helper()
	g := testNewGate(s.items)
	r := f.try(g, s)
	inside := func() int { n, _ := g.running(); return n }
	if !r.reaches(func() bool { return inside() >= s.workers }) {
		require.Equal(t, s.workers, inside(), testSay("%s (%s): so many calls of %s must be able to run at once. "+
			"No more than these ever come in: the others wait, or are never started.",
			"%s (%s): 이만큼의 %s 호출이 동시에 실행될 수 있어야 합니다. "+
				"더는 들어오지 못합니다. 나머지는 기다리거나 시작되지 않습니다.", f.name, s, f.given)+r.waiters())
	}
	testRequireAtMost(t, r, f.given, s.workers)
}
