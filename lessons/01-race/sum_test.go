package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// trySum calls Sum with a cost that stops at the gate.
func trySum(t *testing.T, g *gate, s shape, sum *int) *trial {
	visits := sample(s.items)
	return try(t, "Sum", g, func() {
		*sum = Sum(visits, s.workers, func(v Visit) int {
			g.pass(item(v.Page))
			return costOf(item(v.Page))
		})
	})
}

// costOf is big, so that a total kept in a type that is too small does not fit.
func costOf(i int) int { return 1<<53 + i*i + 1 }

func costOfAll(n int) int {
	total := 0
	for i := range n {
		total += costOf(i)
	}
	return total
}

// Step wait: each call of cost is held for a while. Sum must not return before the last one has.
func TestSumWaits(t *testing.T) {
	for _, s := range []shape{{1, 3}, {4, 1}} {
		r := trySum(t, newGate(s.items), s, new(int))
		for range s.items {
			r.settle()
			requireWaiting(t, r, s)
			if held := r.gate.waiting(); len(held) > 0 {
				r.gate.release(held[0])
			}
		}
		r.end()
	}
	for slowest := range 2 { // two workers, and either may be the one that takes longer
		s := shape{workers: 2, items: 2}
		r := trySum(t, newGate(s.items), s, new(int))
		r.settle()
		r.gate.release(1 - slowest)
		r.settle()
		requireWaiting(t, r, s) // the slowest call stays where it is: what it adds is the next step's matter
	}
}

// requireWaiting fails the test where Sum has returned. At least one call is still held.
func requireWaiting(t *testing.T, r *trial, s shape) {
	t.Helper()
	if !r.hasReturned() {
		return
	}
	r.settle()
	_, finished := r.gate.running()
	t.Fatal(say("Sum must return only after the last call of cost has returned.\n"+
		"It returned when %d of %d calls had (%s). The calls that it left alone come from: %s",
		"Sum 함수는 마지막 cost 호출이 끝난 뒤에만 끝나야 합니다.\n"+
			"그런데 %[2]d번의 호출 가운데 %[1]d번만 끝났을 때 돌아왔습니다(%[3]s). 남겨진 호출의 위치: %[4]s", finished, s.items, s, r.gate.places()))
}

// Step lost-update: two calls of cost end at the same moment, so both workers add at once.
func TestSumLosesNothing(t *testing.T) {
	sum := 0
	together := trySum(t, newGate(2), shape{workers: 2, items: 2}, &sum)
	together.settle()
	together.end()
	requireSum(t, sum, shape{workers: 2, items: 2})

	crowd := trySum(t, newGate(5), shape{workers: 2, items: 5}, &sum)
	requireAtMost(t, crowd, "cost", 2)
	crowd.end()
	requireSum(t, sum, shape{workers: 2, items: 5})

	for _, s := range shapes() {
		g := openGate()
		trySum(t, g, s, &sum).end()
		requireSum(t, sum, s)
		requireOnce(t, g, "cost", s)
	}
	shake(func(g *gate, visits []Visit, workers int, begin func()) *trial {
		return try(t, "Sum", g, func() {
			sum = Sum(visits, workers, func(Visit) int { begin(); return 1 })
		})
	}, func(visits []Visit) {
		require.Equal(t, len(visits), sum, say("Sum of %d visits that cost 1 each: costs are lost.",
			"비용이 1인 방문 %d개의 Sum: 사라진 비용이 있습니다.", len(visits)))
	})
}

func requireSum(t *testing.T, sum int, s shape) {
	t.Helper()
	require.Equal(t, costOfAll(s.items), sum, say("Sum (%s): every cost must be in the sum, once.",
		"Sum (%s): 모든 비용이 합계에 한 번씩 들어가야 합니다.", s))
}
