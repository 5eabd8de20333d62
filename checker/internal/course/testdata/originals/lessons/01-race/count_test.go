package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// tryCount calls CountByPage with a normalize that stops at the gate.
func tryCount(t *testing.T, g *gate, s shape, name func(item int) string, counts *map[string]int) *trial {
	visits := sample(s.items)
	return try(t, "CountByPage", g, func() {
		*counts = CountByPage(visits, s.workers, func(page string) string {
			g.pass(item(page))
			return name(item(page))
		})
	})
}

// Three ways in which pages may fall together.
func oneName(int) string      { return "/" }
func threeNames(i int) string { return []string{"/", "/docs", ""}[i%3] }
func ownName(i int) string    { return fmt.Sprint("/", i) }

// Step map-race: two calls of normalize end at the same moment, so both workers
// count at once: first the same page, then two different ones.
func TestCountByPageCounts(t *testing.T) {
	var counts map[string]int
	for _, name := range []func(int) string{oneName, ownName} {
		together := tryCount(t, newGate(2), shape{workers: 2, items: 2}, name, &counts)
		together.settle()
		together.end()
		requireCounts(t, counts, shape{workers: 2, items: 2}, name)
	}

	crowd := tryCount(t, newGate(5), shape{workers: 2, items: 5}, threeNames, &counts)
	requireAtMost(t, crowd, "normalize", 2)
	crowd.end()
	requireCounts(t, counts, shape{workers: 2, items: 5}, threeNames)

	for _, s := range shapes() {
		g := openGate()
		tryCount(t, g, s, threeNames, &counts).end()
		requireCounts(t, counts, s, threeNames)
		requireOnce(t, g, "normalize", s)
	}
	shake(func(g *gate, visits []Visit, workers int, begin func()) *trial {
		return try(t, "CountByPage", g, func() {
			counts = CountByPage(visits, workers, func(string) string { begin(); return "/" })
		})
	}, func(visits []Visit) {
		require.Equal(t, map[string]int{"/": len(visits)}, counts, say("CountByPage of %d visits of one page: visits are lost.",
			"한 페이지를 방문 %d번 센 CountByPage: 사라진 방문이 있습니다.", len(visits)))
	})
}

func requireCounts(t *testing.T, counts map[string]int, s shape, name func(int) string) {
	t.Helper()
	want := map[string]int{}
	for i := range s.items {
		want[name(i)]++
	}
	if len(want) == 0 && len(counts) == 0 {
		return
	}
	require.Equal(t, want, counts, say("CountByPage (%s): every visit must be counted, once, under the name that normalize gives.",
		"CountByPage (%s): 모든 방문을 normalize가 준 이름으로 한 번씩 세어야 합니다.", s))
}
