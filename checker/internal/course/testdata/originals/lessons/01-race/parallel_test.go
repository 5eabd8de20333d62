package main

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// one is a function of tally.go, and the function that is given to it.
type one struct {
	name, given string
	try         func(g *gate, s shape) *trial
}

// Step still-parallel: nobody may leave the given function until as many calls
// are inside as there are workers. What holds the others up is seen by that.
func TestAllFourStayParallel(t *testing.T) {
	four := []one{
		{"CountByPage", "normalize", func(g *gate, s shape) *trial { return tryCount(t, g, s, ownName, new(map[string]int)) }},
		{"Slow", "isSlow", func(g *gate, s shape) *trial { return trySlow(t, g, s, all, new([]Visit)) }},
		{"ParseAll", "parse", func(g *gate, s shape) *trial { return tryParse(t, g, s, none, new(parsed)) }},
		{"Sum", "cost", func(g *gate, s shape) *trial { return trySum(t, g, s, new(int)) }},
	}
	for _, f := range four {
		for _, workers := range []int{2, runtime.NumCPU() + 3} {
			requireParallel(t, f, shape{workers: workers, items: 2 * workers})
		}
	}
}

func requireParallel(t *testing.T, f one, s shape) {
	t.Helper()
	g := newGate(s.items)
	r := f.try(g, s)
	inside := func() int { n, _ := g.running(); return n }
	if !r.reaches(func() bool { return inside() >= s.workers }) {
		require.Equal(t, s.workers, inside(), say("%s (%s): so many calls of %s must be able to run at once. "+
			"No more than these ever come in: the others wait, or are never started.",
			"%s (%s): 이만큼의 %s 호출이 동시에 실행될 수 있어야 합니다. "+
				"더는 들어오지 못합니다. 나머지는 기다리거나 시작되지 않습니다.", f.name, s, f.given)+r.waiters())
	}
	requireAtMost(t, r, f.given, s.workers)
}
