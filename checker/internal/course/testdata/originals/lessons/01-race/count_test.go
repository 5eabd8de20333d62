package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// testTryCount calls CountByPage with a normalize that stops at the gate.
func testTryCount(t *testing.T, g *testGate, s testShape, name func(item int) string, counts *map[string]int) *testTrial {
	visits := testSample(s.items)
	return testTry(t, "CountByPage", g, func() {
		*counts = CountByPage(visits, s.workers, func(page string) string {
			g.pass(testItem(page))
			return name(testItem(page))
		})
	})
}

// Three ways in which pages may fall together.
func testOneName(int) string      { return "/" }
func testThreeNames(i int) string { return []string{"/", "/docs", ""}[i%3] }
func testOwnName(i int) string    { return fmt.Sprint("/", i) }

// Step map-race: two calls of normalize end at the same moment, so both workers
// count at once: first the same page, then two different ones.
func TestCountByPageCounts(t *testing.T) {
	var counts map[string]int
	for _, name := range []func(int) string{testOneName, testOwnName} {
		for _, s := range testTogether() {
			together := testTryCount(t, testNewGate(s.items), s, name, &counts)
			together.settle()
			together.end()
			testRequireCounts(t, counts, s, name)
		}
	}

	crowd := testTryCount(t, testNewGate(5), testShape{workers: 2, items: 5}, testThreeNames, &counts)
	testRequireAtMost(t, crowd, "normalize", 2)
	crowd.end()
	testRequireCounts(t, counts, testShape{workers: 2, items: 5}, testThreeNames)

	for _, s := range testShapes() {
		g := testOpenGate()
		testTryCount(t, g, s, testThreeNames, &counts).end()
		testRequireCounts(t, counts, s, testThreeNames)
		testRequireOnce(t, g, "normalize", s)
	}
	testShake(func(g *testGate, visits []Visit, workers int, begin func()) *testTrial {
		return testTry(t, "CountByPage", g, func() {
			counts = CountByPage(visits, workers, func(string) string { begin(); return "/" })
		})
	}, func(visits []Visit) {
		require.Equal(t, map[string]int{"/": len(visits)}, counts, testSay("CountByPage of %d visits of one page: visits are lost.",
			"한 페이지를 방문 %d번 센 CountByPage: 사라진 방문이 있습니다.", len(visits)))
	})
}

func testRequireCounts(t *testing.T, counts map[string]int, s testShape, name func(int) string) {
	t.Helper()
	want := map[string]int{}
	for i := range s.items {
		want[name(i)]++
	}
	if len(want) == 0 && len(counts) == 0 {
		return
	}
	require.Equal(t, want, counts, testSay("CountByPage (%s): every visit must be counted, once, under the name that normalize gives.",
		"CountByPage (%s): 모든 방문을 normalize가 준 이름으로 한 번씩 세어야 합니다.", s))
}
