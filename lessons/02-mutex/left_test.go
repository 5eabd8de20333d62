package main

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

// testLeavesNothing makes a call again and again. When all of them are over, no goroutine that one of them started may be left. What was
// started once, such as a goroutine that the map has from its first call on, is no call's own.
func testLeavesNothing(t *testing.T, what string, call func()) {
	t.Helper()
	calls := 8 + rand.IntN(8)
	trouble := testWords(what+": a call never came back", what+": 호출이 끝나지 않습니다.")
	testFinish(t, trouble, testStart(call))
	testSettle(20)
	before := testLook()
	for range calls {
		testFinish(t, trouble, testStart(call))
	}
	testSettle(20)
	all := testLook()
	if len(all)-len(before) < calls {
		return
	}
	f := testrecord.Failure{
		Rule: "no-goroutine-left", Method: testFirstMethod(what),
		Expected: testWords("a function that has returned has left no goroutine behind", "끝난 함수는 고루틴을 남기지 않아야 합니다"),
		Happened: fmt.Sprintf(testWords("%s: %d calls left %d goroutines behind", "%s: 호출 %d번이 고루틴 %d개를 남겼습니다"), what, calls, len(all)-len(before)),
	}
	f.Waiting, f.Partial = testWaiting(testMore(before, all))
	testrecord.FailNow(t, f)
}

// testMore are the goroutines at places where more of them wait than before: what was started once was there all the time.
func testMore(before, after []testWaiter) (more []testWaiter) {
	there := map[string]int{}
	for _, w := range before {
		there[fmt.Sprint(w.where, w.state)]++
	}
	for _, w := range after {
		key := fmt.Sprint(w.where, w.state)
		if there[key]--; there[key] < 0 {
			more = append(more, w)
		}
	}
	return more
}
