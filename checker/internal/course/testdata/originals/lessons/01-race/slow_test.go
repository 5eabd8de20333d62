package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// testTrySlow calls Slow with an isSlow that stops at the gate and picks what pick says.
func testTrySlow(t *testing.T, g *testGate, s testShape, pick func(item int) bool, slow *[]Visit) *testTrial {
	visits := testSample(s.items)
	return testTry(t, "Slow", g, func() {
		*slow = Slow(visits, s.workers, func(v Visit) bool {
			g.pass(testItem(v.Page))
			return pick(testItem(v.Page))
		})
	})
}

func testAll(int) bool     { return true }
func testNone(int) bool    { return false }
func testEven(i int) bool  { return i%2 == 0 }
func testThird(i int) bool { return i%3 == 1 }

// Step slice-race: two calls of isSlow end at the same moment; then calls end in every order but the log's.
func TestSlowKeepsOrder(t *testing.T) {
	var slow []Visit
	for _, s := range testTogether() {
		together := testTrySlow(t, testNewGate(s.items), s, testAll, &slow)
		together.settle()
		together.end()
		testRequireSlow(t, slow, s, testAll)
	}

	for _, s := range []testShape{{2, 2}, {8, 8}, {3, 7}, {2, 5}} {
		for _, next := range []func([]int) int{testFirst, testLast} {
			r := testTrySlow(t, testNewGate(s.items), s, testAll, &slow)
			testRequireAtMost(t, r, "isSlow", s.workers)
			r.finish(next)
			testRequireSlow(t, slow, s, testAll)
		}
	}
	for _, s := range testShapes() {
		for _, pick := range []func(int) bool{testAll, testNone, testEven, testThird} {
			g := testOpenGate()
			testTrySlow(t, g, s, pick, &slow).end()
			testRequireSlow(t, slow, s, pick)
			testRequireOnce(t, g, "isSlow", s)
		}
	}
	testRequireEqualVisits(t)
}

func testRequireSlow(t *testing.T, slow []Visit, s testShape, pick func(int) bool) {
	t.Helper()
	var want []Visit
	for i, v := range testSample(s.items) {
		if pick(i) {
			want = append(want, v)
		}
	}
	if len(want) == 0 && len(slow) == 0 {
		return
	}
	require.Equal(t, want, slow, testSay("Slow (%s): every slow visit, once, in the order of the log.",
		"Slow (%s): 느린 방문이 모두, 한 번씩, 로그 순서대로 있어야 합니다.", s))
}

// testRequireEqualVisits: visits may be equal, may be empty, and are not Slow's to change.
func testRequireEqualVisits(t *testing.T) {
	t.Helper()
	log := []Visit{{"/", 5}, {"/b", 90}, {}, {"/", 5}, {"/a", 80}, {"/b", 90}, {}, {"/c", 1}}
	given, slow := slices.Clone(log), []Visit(nil)
	testTry(t, "Slow", testOpenGate(), func() {
		slow = Slow(given, 3, func(v Visit) bool { return v.Millis > 50 || v.Page == "" })
	}).end()
	require.Equal(t, []Visit{{"/b", 90}, {}, {"/a", 80}, {"/b", 90}, {}}, slow, testSay(
		"Slow: a log may hold equal visits and empty ones. Each that isSlow picks belongs to the result.",
		"Slow: 로그에는 같은 방문이나 빈 방문이 있을 수 있습니다. isSlow가 고른 것은 모두 결과에 있어야 합니다."))
	require.Equal(t, log, given, testSay("Slow must not change the log that it is given.", "Slow 함수는 받은 로그를 바꾸면 안 됩니다."))
}
