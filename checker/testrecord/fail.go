package testrecord

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Fail records f, prints it as a failed test does, and marks the test as failed.
func Fail(t T, f Failure) {
	t.Helper()
	f.At = testLine()
	slices.SortStableFunc(f.Waiting, func(a, b Waiting) int { return strings.Compare(a.String(), b.String()) }) // the same in every run
	report(t, kindFailure, f)
	t.Errorf("%s", f.text())
}

// FailNow is Fail, and ends the test.
func FailNow(t T, f Failure) {
	t.Helper()
	Fail(t, f)
	t.FailNow()
}

// Asserting is a T for testify's assertions. As makes one.
type Asserting struct {
	t T
	f Failure
}

// As returns a T for testify: what require.X or assert.X reports through it is recorded under f's rule, with f's expectation and
// testify's words for what happened.
//
//	require.Equal(testrecord.As(t, testrecord.Failure{Rule: "new-value", Expected: "Update returns the new value"}), 1, value)
func As(t T, f Failure) Asserting { return Asserting{t, f} }

// Errorf takes testify's report.
func (a Asserting) Errorf(format string, args ...any) {
	a.t.Helper()
	a.f.Assertion = fmt.Sprintf(format, args...)
	a.f.At = testLine()
	report(a.t, kindFailure, a.f)
	a.t.Errorf("%s%s", a.f.text(), a.f.Assertion)
}

// FailNow ends the test.
func (a Asserting) FailNow() {
	a.t.Helper()
	a.t.FailNow()
}

// Helper marks the caller as a helper; testify asks for it.
func (a Asserting) Helper() { a.t.Helper() }

// testLine returns the line of the test that called this package: of those in test files the outermost, which is the test's own and not one
// of a helper that many tests share.
func testLine() Place {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	var outermost Place
	for {
		frame, more := frames.Next()
		if base := filepath.Base(frame.File); strings.HasSuffix(base, "_test.go") {
			outermost = Place{File: base, Line: frame.Line}
		}
		if !more {
			return outermost
		}
	}
}
