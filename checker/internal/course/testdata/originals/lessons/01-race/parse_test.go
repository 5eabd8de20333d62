package main

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// testParsed is what ParseAll returned.
type testParsed struct {
	visits []Visit
	err    error
}

// testTryParse calls ParseAll with a parse that stops at the gate, and fails where bad says.
func testTryParse(t *testing.T, g *testGate, s testShape, bad func(item int) bool, got *testParsed) *testTrial {
	visits := testSample(s.items)
	lines := make([]string, s.items)
	for i, v := range visits {
		lines[i] = v.Page
	}
	return testTry(t, "ParseAll", g, func() {
		got.visits, got.err = ParseAll(lines, s.workers, func(line string) (Visit, error) {
			i := testItem(line)
			g.pass(i)
			if bad(i) {
				return visits[i], testBadLine(i)
			}
			return visits[i], nil
		})
	})
}

// testBadLine is the error of one line.
type testBadLine int

func (b testBadLine) Error() string {
	return fmt.Sprintf(testWords("line %d is bad", "%d번 줄이 잘못되었습니다"), int(b))
}

// Step captured-error: two lines fail at the same moment; then lines fail in every order.
func TestParseAllFirstError(t *testing.T) {
	var got testParsed
	for _, bad := range []func(int) bool{testAll, testNone} {
		for _, s := range testTogether() {
			together := testTryParse(t, testNewGate(s.items), s, bad, &got)
			together.settle()
			together.end()
			testRequireParsed(t, got, s, bad)
		}
	}
	for _, s := range []testShape{{2, 2}, {4, 4}, {2, 6}} {
		for earliest := range s.items {
			for _, bad := range testBadFrom(earliest, s.items) {
				for _, next := range []func([]int) int{testFirst, testLast} {
					r := testTryParse(t, testNewGate(s.items), s, bad, &got)
					testRequireAtMost(t, r, "parse", s.workers)
					r.finish(next)
					testRequireParsed(t, got, s, bad)
				}
			}
		}
	}
	for _, s := range testShapes() {
		for _, bad := range []func(int) bool{testNone, testThird} {
			g := testOpenGate()
			testTryParse(t, g, s, bad, &got).end()
			testRequireParsed(t, got, s, bad)
			if got.err == nil {
				testRequireOnce(t, g, "parse", s)
			}
			testRequireNoneTwice(t, g, "parse", s)
		}
	}
}

// testBadFrom returns the ways of failing that are tried: all lines from one on, or that one and the last.
func testBadFrom(earliest, items int) []func(int) bool {
	return []func(int) bool{
		func(i int) bool { return i >= earliest },
		func(i int) bool { return i == earliest || i == items-1 },
	}
}

func testRequireParsed(t *testing.T, got testParsed, s testShape, bad func(int) bool) {
	t.Helper()
	for i := range s.items {
		if bad(i) {
			testRequireError(t, got, s, testBadLine(i))
			return
		}
	}
	require.NoError(t, got.err, testSay("ParseAll (%s): no line is bad.", "ParseAll (%s): 잘못된 줄이 없습니다.", s))
	if s.items == 0 && len(got.visits) == 0 {
		return
	}
	require.Equal(t, testSample(s.items), got.visits, testSay("ParseAll (%s): one visit a line, in the order of the lines.",
		"ParseAll (%s): 줄마다 방문 하나씩, 줄 순서대로 있어야 합니다.", s))
}

// testRequireError: the error of the earliest bad line, no other, and no visits.
func testRequireError(t *testing.T, got testParsed, s testShape, want testBadLine) {
	t.Helper()
	require.ErrorIs(t, got.err, want, testSay("ParseAll (%s): line %d is the earliest that is bad, whichever was parsed first.",
		"ParseAll (%s): 어느 줄을 먼저 해석했든, 가장 앞선 잘못된 줄은 %d번입니다.", s, int(want)))
	for i := range s.items {
		if other := testBadLine(i); other != want && errors.Is(got.err, other) {
			require.Fail(t, testWords("more than one error", "오류가 둘 이상입니다"), testSay("ParseAll (%s): the error of line %d alone is wanted, not that of line %d with it.",
				"ParseAll (%s): %d번 줄의 오류만 돌려주어야 합니다. %d번 줄의 오류가 함께 들어 있습니다.", s, int(want), i))
		}
	}
	assert.Empty(t, got.visits, testSay("ParseAll (%s): where a line is bad there are no visits.",
		"ParseAll (%s): 잘못된 줄이 있으면 방문은 돌려주지 않습니다.", s))
}
