package main

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// requireOnce fails the test unless the given function was called once for each item.
func (r *testTrial) requireOnce() {
	r.t.Helper()
	for i := range r.gate.arrived {
		if n := r.gate.arrived[i].Load(); n != 1 {
			require.EqualValues(r.as("once-each", fmt.Sprintf(
				testWords("%s: %s is called once for each item; the item at %d has another count", "%s: %s 함수는 항목마다 한 번씩 불려야 합니다. %d번 항목의 횟수가 다릅니다"),
				r.shapeText(), r.of.given, i)), 1, n)
		}
	}
}

// requireNoneTwice fails the test where the given function was called again for an item.
func (r *testTrial) requireNoneTwice() {
	r.t.Helper()
	for i := range r.gate.arrived {
		if n := r.gate.arrived[i].Load(); n > 1 {
			require.LessOrEqual(r.as("once-each", fmt.Sprintf(
				testWords("%s: %s is not called twice for one item; for the item at %d it was", "%s: 한 항목에 %s 함수를 두 번 부르면 안 됩니다. %d번 항목을 다시 불렀습니다"),
				r.shapeText(), r.of.given, i)), n, int32(1))
		}
	}
}

// requireAtMost fails the test where more calls run at once than there are workers.
func (r *testTrial) requireAtMost() {
	r.t.Helper()
	r.settle()
	inside := r.gate.inside()
	if inside <= r.shape.workers {
		return
	}
	r.fail(r.of.race, testrecord.Failure{
		Rule:     "at-most-workers",
		Expected: fmt.Sprintf(testWords("never more calls of %s at once than there are workers", "동시에 실행되는 %s 호출은 작업자 수를 넘지 않아야 합니다"), r.of.given),
		Happened: fmt.Sprintf(testWords("%s: %d calls of %s run at once", "%s: 동시에 실행되는 호출이 %d번입니다(%s)"), r.shapeText(), inside, r.of.given),
		Place:    testPlaceOf(r.goroutines(), testGoroutine.inGate),
	})
}

// testRequireUnchanged fails the test where the function has changed the slice that it was given.
func testRequireUnchanged[T comparable](r *testTrial, before, after []T) {
	r.t.Helper()
	for i := range before {
		if before[i] != after[i] {
			require.Equal(r.as("input-unchanged", fmt.Sprintf(testWords("%s does not change the slice that it is given; at %d it did",
				"%s: 받은 슬라이스를 바꾸면 안 됩니다. %d번 요소가 바뀌었습니다"), r.shapeText(), i)), before[i], after[i])
		}
	}
}

// testRequireSame fails the test at the first element that is not what it should be.
func testRequireSame[T comparable](r *testTrial, rule, expected string, want, got []T) {
	r.t.Helper()
	for i := range min(len(want), len(got)) {
		if want[i] != got[i] {
			require.Equal(r.as(rule, fmt.Sprintf(testWords("%s: %s; the element at %d is another", "%s: %s. %d번 요소가 다릅니다"), r.shapeText(), expected, i)), want[i], got[i])
		}
	}
	if len(want) != len(got) {
		require.Equal(r.as(rule, fmt.Sprintf(testWords("%s: %s; the number of elements is another", "%s: %s. 요소의 개수가 다릅니다"), r.shapeText(), expected)), len(want), len(got))
	}
}

// as is a T for an assertion about the trial.
func (r *testTrial) as(rule, expected string) require.TestingT {
	r.t.Helper()
	return testrecord.As(r.t, testrecord.Failure{Rule: rule, Expected: expected, Method: r.of.name})
}

// testChanged returns a copy in which every element is another.
func testChanged(visits []Visit) []Visit {
	changed := slices.Clone(visits)
	for i := range changed {
		changed[i].Page += "changed"
		changed[i].Millis++
	}
	return changed
}
