package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// trySlow calls Slow with an isSlow that stops at the gate and picks what pick says.
func trySlow(t *testing.T, g *gate, s shape, pick func(item int) bool, slow *[]Visit) *trial {
	visits := sample(s.items)
	return try(t, "Slow", g, func() {
		*slow = Slow(visits, s.workers, func(v Visit) bool {
			g.pass(item(v.Page))
			return pick(item(v.Page))
		})
	})
}

func all(int) bool     { return true }
func none(int) bool    { return false }
func even(i int) bool  { return i%2 == 0 }
func third(i int) bool { return i%3 == 1 }

// Step slice-race: two calls of isSlow end at the same moment; then calls end in every order but the log's.
func TestSlowKeepsOrder(t *testing.T) {
	var slow []Visit
	together := trySlow(t, newGate(2), shape{workers: 2, items: 2}, all, &slow)
	together.settle()
	together.end()
	requireSlow(t, slow, shape{workers: 2, items: 2}, all)

	for _, s := range []shape{{2, 2}, {8, 8}, {3, 7}, {2, 5}} {
		for _, next := range []func([]int) int{first, last} {
			r := trySlow(t, newGate(s.items), s, all, &slow)
			requireAtMost(t, r, "isSlow", s.workers)
			r.finish(next)
			requireSlow(t, slow, s, all)
		}
	}
	for _, s := range shapes() {
		for _, pick := range []func(int) bool{all, none, even, third} {
			g := openGate()
			trySlow(t, g, s, pick, &slow).end()
			requireSlow(t, slow, s, pick)
			requireOnce(t, g, "isSlow", s)
		}
	}
	requireEqualVisits(t)
}

func requireSlow(t *testing.T, slow []Visit, s shape, pick func(int) bool) {
	t.Helper()
	var want []Visit
	for i, v := range sample(s.items) {
		if pick(i) {
			want = append(want, v)
		}
	}
	if len(want) == 0 && len(slow) == 0 {
		return
	}
	require.Equal(t, want, slow, say("Slow (%s): every slow visit, once, in the order of the log.",
		"Slow (%s): 느린 방문이 모두, 한 번씩, 로그 순서대로 있어야 합니다.", s))
}

// requireEqualVisits: visits may be equal, may be empty, and are not Slow's to change.
func requireEqualVisits(t *testing.T) {
	t.Helper()
	log := []Visit{{"/", 5}, {"/b", 90}, {}, {"/", 5}, {"/a", 80}, {"/b", 90}, {}, {"/c", 1}}
	given, slow := slices.Clone(log), []Visit(nil)
	try(t, "Slow", openGate(), func() {
		slow = Slow(given, 3, func(v Visit) bool { return v.Millis > 50 || v.Page == "" })
	}).end()
	require.Equal(t, []Visit{{"/b", 90}, {}, {"/a", 80}, {"/b", 90}, {}}, slow, say(
		"Slow: a log may hold equal visits and empty ones. Each that isSlow picks belongs to the result.",
		"Slow: 로그에는 같은 방문이나 빈 방문이 있을 수 있습니다. isSlow가 고른 것은 모두 결과에 있어야 합니다."))
	require.Equal(t, log, given, say("Slow must not change the log that it is given.", "Slow 함수는 받은 로그를 바꾸면 안 됩니다."))
}
