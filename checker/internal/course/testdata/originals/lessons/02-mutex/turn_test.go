package main

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// testTurn lets one goroutine go after another without ordering the two: its flag
// is read and written where the race detector does not look, so it is no
// happens-before edge. Whatever order the detector then finds comes from the
// map; where it finds none, it reports the race every time, in any schedule.
type testTurn struct{ over bool }

//go:norace
//go:noinline
func (t *testTurn) end() { t.over = true }

//go:norace
//go:noinline
func (t *testTurn) isOver() bool { return t.over }

func (t *testTurn) wait() {
	for !t.isOver() {
		runtime.Gosched()
	}
}

// testInTurn runs first and then second, each in its own goroutine, and fails the
// test where nothing that the map did orders the two.
func testInTurn(t *testing.T, what string, first, second func()) {
	t.Helper()
	before := testRaces()
	var turn testTurn
	one := testStart(func() { first(); turn.end() })
	two := testStart(func() { turn.wait(); second() })
	testFinish(t, testWords(what+": a call never came back", what+": 호출이 끝나지 않습니다."), one, two)
	if testRaces() != before {
		require.Fail(t, testWords(what+": two accesses that nothing orders, a data race.",
			what+": 두 접근의 순서를 정해 주는 것이 없으므로 데이터 경쟁입니다."),
			testWords("The data race that is reported with this names both lines, of %s.",
				"두 줄은 함께 보고된 데이터 경쟁에 나옵니다. 파일: %s"), testAnswerName())
	}
}
