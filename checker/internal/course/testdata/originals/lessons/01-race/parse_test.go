package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// testParse is a call of ParseAll, and what it is to return.
type testParse struct {
	*testTrial
	log, got []Visit
	errs     []error // of the lines
	err      error
}

// tryParse calls ParseAll with a parse that stops at the gate, and fails where bad says.
func (s *testStep) tryParse(g *testGate, shape testShape, bad []bool) *testParse {
	p := &testParse{log: testLog(shape.items), errs: testErrors(bad)}
	lines := testLines(p.log)
	given := slices.Clone(lines)
	p.testTrial = s.try(testOfParse, g, shape, func() {
		p.got, p.err = ParseAll(given, shape.workers, func(line string) (Visit, error) {
			i := g.pass(line)
			return p.log[i], p.errs[i]
		})
	})
	p.after = func() { testRequireUnchanged(p.testTrial, lines, given) }
	return p
}

// tryParseAlike calls ParseAll with lines of which many are equal and some are empty.
func (s *testStep) tryParseAlike(shape testShape) *testParse {
	g := testOpenGate(shape.items).numbered()
	lines := testLines(testAlikeLog(shape.items))
	p := &testParse{errs: make([]error, shape.items)}
	for _, line := range lines {
		p.log = append(p.log, Visit{Page: line, Millis: len(line)})
	}
	p.testTrial = s.try(testOfParse, g, shape, func() {
		p.got, p.err = ParseAll(lines, shape.workers, func(line string) (Visit, error) {
			g.pass(line)
			return Visit{Page: line, Millis: len(line)}, nil
		})
	})
	return p
}

// testBad is the error of one line. All of them say the same.
type testBad struct{ line int }

func (*testBad) Error() string { return testWords("this line is bad", "잘못된 줄입니다") }

// testBadList is an error that cannot be compared with ==.
type testBadList struct{ at []int }

func (testBadList) Error() string { return testWords("this line is bad", "잘못된 줄입니다") }

// testErrors draws the errors of the bad lines: of several types, and one may even be a nil of its type.
func testErrors(bad []bool) []error {
	errs := make([]error, len(bad))
	kind, known := rand.IntN(8), testKnownErrors()
	for i := range errs {
		if !bad[i] {
			continue
		}
		own := kind
		if kind > 5 {
			own = 1 + (i+kind)%5 // each line another one than the next
		}
		switch own {
		case 0, 1:
			errs[i] = &testBad{i}
		case 2:
			errs[i] = testBadList{[]int{i}}
		case 3:
			errs[i] = fmt.Errorf("%w", &testBad{i})
		case 4: // errors that a program may use for something of its own
			errs[i] = known[(i+kind)%len(known)]
		case 5:
			errs[i] = fmt.Errorf("%w: %w", &testBad{i}, known[i%len(known)])
		}
	}
	if i := slices.Index(bad, true); i >= 0 && kind == 1 {
		errs[i] = (*testBad)(nil)
	}
	return errs
}

// testKnownErrors are errors of the standard library, in an order that is drawn.
func testKnownErrors() []error {
	all := []error{context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, fs.ErrNotExist, fs.SkipDir, fs.SkipAll, fs.ErrClosed, errors.ErrUnsupported, strconv.ErrSyntax}
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// testSameError reports whether both are one and the same error, not only alike.
func testSameError(a, b error) bool {
	x, ok := a.(testBadList)
	if y, both := b.(testBadList); ok && both {
		return &x.at[0] == &y.at[0]
	}
	return !ok && a == b
}

// Step captured-error: lines fail at the same moment; then lines fail in every order.
func TestParseAllFirstError(t *testing.T) {
	testrecord.Begin(t)
	s := testBegin(t, "captured-error")
	for round := range testRounds {
		shape := testTogether(round)
		for _, bad := range [][]bool{testAll(shape.items), make([]bool, shape.items), testPick(shape.items)}[:2+round%2] {
			r := s.tryParse(testNewGate(shape.items), shape, bad)
			r.together()
			r.requireParsed()
		}
	}
	for _, shape := range []testShape{{2, 2}, {2, 6}, {testBetween(3, 4), testBetween(5, 7)}} {
		for earliest := range shape.items {
			for _, bad := range testBadFrom(earliest, shape.items) {
				for _, next := range []func([]int) int{testFirst, testLast} {
					r := s.tryParse(testNewGate(shape.items), shape, bad)
					r.requireAtMost()
					r.finish(next)
					r.requireParsed()
				}
			}
		}
	}
	for range testRounds {
		for _, shape := range testSmall() {
			r := s.tryParse(testOpenGate(shape.items), shape, testPick(shape.items))
			r.end()
			r.requireParsed()
			r = s.tryParseAlike(shape)
			r.end()
			r.requireParsed()
		}
	}
	many := testManyWorkers(2)
	r := s.tryParse(testNewGate(many.items), many, testPick(many.items))
	r.requireAtMost()
	r.requireWaiting()
	r.endAll()
	r.requireParsed()
	for _, shape := range []testShape{testManyItems(), testCrowd()} {
		for _, bad := range [][]bool{testAll(shape.items), make([]bool, shape.items)} {
			r := s.tryParse(testOpenGate(shape.items), shape, bad)
			r.endAll()
			r.requireParsed()
		}
	}
	for range testRounds {
		s.equalLines(testShape{testBetween(1, 5), testBetween(2, 12)})
	}
	s.parsedIsTheCallers()
	s.shakeParse()
}

// equalLines parses lines that are all equal. Each call gives another visit, or an error: what a line gave is that line's, whatever it says.
func (s *testStep) equalLines(shape testShape) {
	s.t.Helper()
	g, failing := testOpenGate(shape.items).numbered(), testBetween(0, 2*shape.items)
	p := &testParse{}
	p.testTrial = s.try(testOfParse, g, shape, func() {
		p.got, p.err = ParseAll(slices.Repeat([]string{"a line"}, shape.items), shape.workers, func(string) (Visit, error) {
			i := g.pass("")
			if i == failing {
				return Visit{}, &testBad{i}
			}
			return Visit{Page: "a line", Millis: i}, nil
		})
	})
	p.end()
	expected := testWords("each line is a call of its own, equal lines too: one visit for each call, or the error where one fails", "같은 줄이라도 줄마다 따로 parse를 부릅니다. 호출마다 방문이 하나씩 있거나, 실패한 호출이 있으면 그 오류가 있어야 합니다")
	if failing < shape.items {
		require.Error(p.as("equal-lines", p.shapeText()+": "+expected), p.err)
		return
	}
	var calls []int
	for _, v := range p.got {
		calls = append(calls, v.Millis)
	}
	slices.Sort(calls)
	want := make([]int, shape.items)
	for i := range want {
		want[i] = i
	}
	require.Equal(p.as("equal-lines", p.shapeText()+": "+expected), want, calls)
}

// testBadFrom returns the ways of failing that are tried: all lines from one on, or that one and the last.
func testBadFrom(earliest, items int) [][]bool {
	from, two := make([]bool, items), make([]bool, items)
	for i := earliest; i < items; i++ {
		from[i] = true
	}
	two[earliest], two[items-1] = true, true
	return [][]bool{from, two}
}

// parsedIsTheCallers: a later call does not change what an earlier one has returned.
func (s *testStep) parsedIsTheCallers() {
	s.t.Helper()
	shape := testShape{3, 9}
	first := s.tryParse(testOpenGate(shape.items), shape, make([]bool, shape.items))
	first.end()
	second := s.tryParse(testOpenGate(shape.items), shape, make([]bool, shape.items))
	second.end()
	second.requireParsed()
	copy(second.got, testChanged(second.got))
	first.requireParsed()
}

func (r *testParse) requireParsed() {
	r.t.Helper()
	r.requireNoneTwice()
	if i := slices.IndexFunc(r.errs, func(err error) bool { return err != nil }); i >= 0 {
		r.requireError(i)
		return
	}
	require.NoError(r.as("no-error", fmt.Sprintf(testWords("%s: no line is bad, so there is no error", "%s: 잘못된 줄이 없으므로 오류도 없어야 합니다"), r.shapeText())), r.err)
	r.requireOnce()
	testRequireSame(r.testTrial, "line-order", testWords("one visit for each line, in the order of the lines", "줄마다 방문 하나씩, 줄 순서대로 있어야 합니다"), r.log, r.got)
}

// requireError: the error of the earliest bad line, no other, and no visits.
func (r *testParse) requireError(earliest int) {
	r.t.Helper()
	if !testSameError(r.errs[earliest], r.err) {
		testrecord.FailNow(r.t, testrecord.Failure{
			Rule: "earliest-error", Method: "ParseAll",
			Expected: fmt.Sprintf(testWords("ParseAll returns the error that parse gave for the earliest bad line, that very value; here it is the line at %d",
				"ParseAll 함수는 가장 앞선 잘못된 줄에 parse가 준 오류를 그 값 그대로 반환해야 합니다. 여기서는 %d번 줄입니다"), earliest),
			Happened: fmt.Sprintf("%s: %s", r.shapeText(), r.errorText()),
		})
	}
	require.Zero(r.as("nil-with-error", fmt.Sprintf(testWords("%s: where a line is bad there are no visits; so many were returned", "%s: 잘못된 줄이 있으면 방문은 반환하지 않아야 합니다. 반환된 개수가 다릅니다"), r.shapeText())), len(r.got))
}

// errorText says which error was returned.
func (r *testParse) errorText() string {
	if r.err == nil {
		return testWords("it returned no error", "오류를 반환하지 않았습니다")
	}
	for i, err := range r.errs {
		if err != nil && testSameError(err, r.err) {
			return fmt.Sprintf(testWords("it returned the error of the line at %d", "%d번 줄의 오류를 반환했습니다"), i)
		}
	}
	return testWords("it returned another error than those that parse gave, perhaps one that wraps or joins them", "parse가 준 오류가 아닌 다른 오류를 반환했습니다. 감싸거나 합친 오류도 다른 오류입니다")
}
