package main

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// parsed is what ParseAll returned.
type parsed struct {
	visits []Visit
	err    error
}

// tryParse calls ParseAll with a parse that stops at the gate, and fails where bad says.
func tryParse(t *testing.T, g *gate, s shape, bad func(item int) bool, got *parsed) *trial {
	visits := sample(s.items)
	lines := make([]string, s.items)
	for i, v := range visits {
		lines[i] = v.Page
	}
	return try(t, "ParseAll", g, func() {
		got.visits, got.err = ParseAll(lines, s.workers, func(line string) (Visit, error) {
			i := item(line)
			g.pass(i)
			if bad(i) {
				return visits[i], badLine(i)
			}
			return visits[i], nil
		})
	})
}

// badLine is the error of one line.
type badLine int

func (b badLine) Error() string {
	return fmt.Sprintf(inWords("line %d is bad", "%d번 줄이 잘못되었습니다"), int(b))
}

// Step captured-error: two lines fail at the same moment; then lines fail in every order.
func TestParseAllFirstError(t *testing.T) {
	var got parsed
	for _, bad := range []func(int) bool{all, none} {
		together := tryParse(t, newGate(2), shape{workers: 2, items: 2}, bad, &got)
		together.settle()
		together.end()
		requireParsed(t, got, shape{workers: 2, items: 2}, bad)
	}
	for _, s := range []shape{{2, 2}, {4, 4}, {2, 6}} {
		for earliest := range s.items {
			for _, bad := range badFrom(earliest, s.items) {
				for _, next := range []func([]int) int{first, last} {
					r := tryParse(t, newGate(s.items), s, bad, &got)
					requireAtMost(t, r, "parse", s.workers)
					r.finish(next)
					requireParsed(t, got, s, bad)
				}
			}
		}
	}
	for _, s := range shapes() {
		for _, bad := range []func(int) bool{none, third} {
			g := openGate()
			tryParse(t, g, s, bad, &got).end()
			requireParsed(t, got, s, bad)
			if got.err == nil {
				requireOnce(t, g, "parse", s)
			}
		}
	}
}

// badFrom returns the ways of failing that are tried: all lines from one on, or that one and the last.
func badFrom(earliest, items int) []func(int) bool {
	return []func(int) bool{
		func(i int) bool { return i >= earliest },
		func(i int) bool { return i == earliest || i == items-1 },
	}
}

func requireParsed(t *testing.T, got parsed, s shape, bad func(int) bool) {
	t.Helper()
	for i := range s.items {
		if bad(i) {
			requireError(t, got, s, badLine(i))
			return
		}
	}
	require.NoError(t, got.err, say("ParseAll (%s): no line is bad.", "ParseAll (%s): 잘못된 줄이 없습니다.", s))
	if s.items == 0 && len(got.visits) == 0 {
		return
	}
	require.Equal(t, sample(s.items), got.visits, say("ParseAll (%s): one visit a line, in the order of the lines.",
		"ParseAll (%s): 줄마다 방문 하나씩, 줄 순서대로 있어야 합니다.", s))
}

// requireError: the error of the earliest bad line, no other, and no visits.
func requireError(t *testing.T, got parsed, s shape, want badLine) {
	t.Helper()
	require.ErrorIs(t, got.err, want, say("ParseAll (%s): line %d is the earliest that is bad, whichever was parsed first.",
		"ParseAll (%s): 어느 줄을 먼저 해석했든, 가장 앞선 잘못된 줄은 %d번입니다.", s, int(want)))
	for i := range s.items {
		if other := badLine(i); other != want && errors.Is(got.err, other) {
			require.Fail(t, inWords("more than one error", "오류가 둘 이상입니다"), say("ParseAll (%s): the error of line %d alone is wanted, not that of line %d with it.",
				"ParseAll (%s): %d번 줄의 오류만 돌려주어야 합니다. %d번 줄의 오류가 함께 들어 있습니다.", s, int(want), i))
		}
	}
	assert.Empty(t, got.visits, say("ParseAll (%s): where a line is bad there are no visits.",
		"ParseAll (%s): 잘못된 줄이 있으면 방문은 돌려주지 않습니다.", s))
}
