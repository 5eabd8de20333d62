package main

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// turn lets one goroutine go after another without ordering the two: its flag
// is read and written where the race detector does not look, so it is no
// happens-before edge. Whatever order the detector then finds comes from the
// map; where it finds none, it reports the race every time, in any schedule.
type turn struct{ over bool }

//go:norace
//go:noinline
func (t *turn) end() { t.over = true }

//go:norace
//go:noinline
func (t *turn) isOver() bool { return t.over }

func (t *turn) wait() {
	for !t.isOver() {
		runtime.Gosched()
	}
}

// inTurn runs first and then second, each in its own goroutine, and fails the
// test where nothing that the map did orders the two.
func inTurn(t *testing.T, what string, first, second func()) {
	t.Helper()
	before := races()
	var turn turn
	one := start(func() { first(); turn.end() })
	two := start(func() { turn.wait(); second() })
	finish(t, what+": a call never came back", one, two)
	require.Equal(t, before, races(), "%s: two accesses that nothing orders, a data race. "+
		"The report above names both lines; look for those in %s", what, answerName())
}
