package report

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/goout"
)

func moves(lines ...int) []goout.Event {
	var out []goout.Event
	for _, l := range lines {
		out = append(out, goout.Event{Goroutine: "worker " + strconv.Itoa(l%2), Line: l})
	}
	return out
}

func TestWhatRepeatsWithoutEndIsDrawnOnce(t *testing.T) {
	rows, again := foldCycle(moves(1, 2, 5, 6, 5, 6, 5, 6, 5))
	assert.True(t, again)
	assert.Equal(t, moves(1, 2, 5, 6), rows)
	rows, again = foldCycle(moves(7, 7, 7))
	assert.True(t, again)
	assert.Equal(t, moves(7), rows)
}

func TestWhatRepeatsTwiceIsDrawnTwice(t *testing.T) {
	for _, all := range [][]goout.Event{nil, moves(1), moves(1, 2, 3, 2, 3), moves(5, 6, 5, 6, 5, 6, 9)} {
		rows, again := foldCycle(all)
		assert.False(t, again)
		assert.Equal(t, all, rows)
	}
}
