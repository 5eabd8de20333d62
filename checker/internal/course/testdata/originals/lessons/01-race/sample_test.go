package main

import (
	"fmt"
	"path"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

// testSample returns n visits of n different pages, sorted by nothing but their place in the log.
func testSample(n int) []Visit {
	visits := make([]Visit, n)
	for i := range visits {
		visits[i] = Visit{Page: fmt.Sprintf("/%c/%d", 'a'+i*11%26, i), Millis: 1 + i*37%101}
	}
	return visits
}

// testItem returns the place in the log of a sample's page.
func testItem(page string) int {
	i, err := strconv.Atoi(path.Base(page))
	if err != nil {
		panic(fmt.Sprintf(testWords("the given function was called with %q, which is not in the log", "받은 함수가 로그에 없는 값으로 불렸습니다: %q"), page))
	}
	return i
}

// testShape is how much work there is for how many workers.
type testShape struct{ workers, items int }

// testShapes are the cases in which work is easily lost: none, less than workers, a remainder.
func testShapes() []testShape {
	return []testShape{{1, 0}, {3, 0}, {1, 1}, {4, 1}, {8, 3}, {1, 5}, {2, 5}, {3, 7}, {4, 10}, {5, 16}, {3, 9}}
}

// testTogether are the cases in which all calls end at the same moment: of two workers, and of more than anybody has a place for by number.
func testTogether() []testShape { return []testShape{{2, 2}, {40, 40}} }

func (s testShape) String() string { return fmt.Sprintf("workers=%d, items=%d", s.workers, s.items) }

// testFirst and last pick the call that goes on next.
func testFirst(items []int) int { return items[0] }
func testLast(items []int) int  { return items[len(items)-1] }

// testRequireOnce fails the test unless the given function was called once for each item.
func testRequireOnce(t *testing.T, g *testGate, given string, s testShape) {
	t.Helper()
	for i := range s.items {
		require.Equal(t, 1, g.timesCalled(i), testSay("%s: %s must be called once for each item. Number %d has another count.",
			"%s: %s 함수는 항목마다 한 번씩 불려야 합니다. %d번 항목의 횟수가 다릅니다.", s, given, i))
	}
}

// testRequireNoneTwice fails the test where the given function was called again for an item.
func testRequireNoneTwice(t *testing.T, g *testGate, given string, s testShape) {
	t.Helper()
	for i := range s.items {
		require.LessOrEqual(t, g.timesCalled(i), 1, testSay("%s: %s must not be called twice for one item. Number %d was.",
			"%s: 한 항목에 %s 함수를 두 번 부르면 안 됩니다. %d번 항목을 다시 불렀습니다.", s, given, i))
	}
}

// testRequireAtMost fails the test where more calls run at once than there are workers.
func testRequireAtMost(t *testing.T, r *testTrial, given string, workers int) {
	t.Helper()
	r.settle()
	inside, _ := r.gate.running()
	require.LessOrEqual(t, inside, workers, testSay("%s: more calls of %s at once than workers, from %s.",
		"%s: 작업자보다 많은 %s 호출이 동시에 실행되고 있습니다. 위치: %s", r.name, given, r.gate.places()))
}

// testShake starts a trial again and again on several threads, with many visits for
// few workers that begin together, so that what an answer does in two steps is
// cut in two by another worker. The given function must call begin first.
func testShake(start func(g *testGate, visits []Visit, workers int, begin func()) *testTrial, check func(visits []Visit)) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.NumCPU())))
	const workers, rounds = 4, 16
	visits := testSample(4000)
	for range rounds {
		g, calls := testNewGate(workers), new(atomic.Int64)
		r := start(g, visits, workers, func() {
			if call := int(calls.Add(1)) - 1; call < workers {
				g.pass(call)
			}
		})
		r.settle()
		r.shake()
		check(visits)
		if r.spun { // each round takes long, and one has been seen
			return
		}
	}
}
