package main

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// testTrySum calls Sum with a cost that stops at the gate.
func testTrySum(t *testing.T, g *testGate, s testShape, sum *int) *testTrial {
	visits := testSample(s.items)
	return testTry(t, "Sum", g, func() {
		*sum = Sum(visits, s.workers, func(v Visit) int {
			g.pass(testItem(v.Page))
			return testCostOf(testItem(v.Page))
		})
	})
}

// testCostOf is big, so that a total kept in a type that is too small does not fit.
func testCostOf(i int) int { return 1<<53 + i*i + 1 }

func testCostOfAll(n int) int {
	total := 0
	for i := range n {
		total += testCostOf(i)
	}
	return total
}

// Step wait: each call of cost is held for a while. Sum must not return before the last one has.
func TestSumWaits(t *testing.T) {
	spun := false
	for _, s := range []testShape{{1, 3}, {4, 1}} {
		r := testTrySum(t, testNewGate(s.items), s, new(int))
		for range s.items {
			r.settle()
			testRequireWaiting(t, r, s)
			if held := r.gate.waiting(); len(held) > 0 {
				r.gate.release(held[0])
			}
		}
		r.end()
		spun = spun || r.spun
	}
	for slowest := range 2 { // two workers, and either may be the one that takes longer
		s := testShape{workers: 2, items: 2}
		r := testTrySum(t, testNewGate(s.items), s, new(int))
		r.settle()
		r.gate.release(1 - slowest)
		r.settle()
		testRequireWaiting(t, r, s) // the slowest call stays where it is: what it adds is the next step's matter
	}
	if !spun { // while somebody spins, no clock moves
		testSumTakesLong(t)
	}
}

// testSumTakesLong lets each call take a minute of fake time, longer than anybody waits by the clock.
func testSumTakesLong(t *testing.T) {
	finished := 0
	synctest.Test(t, func(*testing.T) {
		var calls atomic.Int64
		Sum(testSample(2), 1, func(Visit) int { // one worker: what two would do at once is the next step's matter
			time.Sleep(time.Minute)
			calls.Add(1)
			return 1
		})
		finished = int(calls.Load())
		time.Sleep(time.Hour) // calls that were left alone end, too
	})
	require.Equal(t, 2, finished, testSay("Sum must return only after the last call of cost has returned, however long that takes.",
		"Sum 함수는 cost 호출이 아무리 오래 걸려도 마지막 호출이 끝난 뒤에만 끝나야 합니다."))
}

// testRequireWaiting fails the test where Sum has returned. At least one call is still held.
func testRequireWaiting(t *testing.T, r *testTrial, s testShape) {
	t.Helper()
	if !r.hasReturned() {
		return
	}
	r.settle()
	_, finished := r.gate.running()
	t.Fatal(testSay("Sum must return only after the last call of cost has returned.\n"+
		"It returned when %d of %d calls had (%s). The calls that it left alone come from: %s",
		"Sum 함수는 마지막 cost 호출이 끝난 뒤에만 끝나야 합니다.\n"+
			"그런데 %[2]d번의 호출 가운데 %[1]d번만 끝났을 때 돌아왔습니다(%[3]s). 남겨진 호출의 위치: %[4]s", finished, s.items, s, r.gate.places()))
}

// Step lost-update: two calls of cost end at the same moment, so both workers add at once.
func TestSumLosesNothing(t *testing.T) {
	sum := 0
	for _, s := range testTogether() {
		together := testTrySum(t, testNewGate(s.items), s, &sum)
		together.settle()
		together.end()
		testRequireSum(t, sum, s)
	}

	crowd := testTrySum(t, testNewGate(5), testShape{workers: 2, items: 5}, &sum)
	testRequireAtMost(t, crowd, "cost", 2)
	crowd.end()
	testRequireSum(t, sum, testShape{workers: 2, items: 5})

	for _, s := range testShapes() {
		g := testOpenGate()
		testTrySum(t, g, s, &sum).end()
		testRequireSum(t, sum, s)
		testRequireOnce(t, g, "cost", s)
	}
	testShake(func(g *testGate, visits []Visit, workers int, begin func()) *testTrial {
		return testTry(t, "Sum", g, func() {
			sum = Sum(visits, workers, func(Visit) int { begin(); return 1 })
		})
	}, func(visits []Visit) {
		require.Equal(t, len(visits), sum, testSay("Sum of %d visits that cost 1 each: costs are lost.",
			"비용이 1인 방문 %d개의 Sum: 사라진 비용이 있습니다.", len(visits)))
	})
}

func testRequireSum(t *testing.T, sum int, s testShape) {
	t.Helper()
	require.Equal(t, testCostOfAll(s.items), sum, testSay("Sum (%s): every cost must be in the sum, once.",
		"Sum (%s): 모든 비용이 합계에 한 번씩 들어가야 합니다.", s))
}
