package main

import (
	"fmt"

	"sharedmap-workshop/checker/testrecord"
)

// leavesNothing makes a call again and again, of a key that is there and of one that is not. When all of them are over, no goroutine that one of
// them started may be left. What was started once is no call's own.
func (s *testStep) leavesNothing(call testCall) {
	s.Helper()
	m := s.newMap()
	s.do(func() { m.Set("k", 1) })
	for _, key := range []string{"k", "none"} {
		call.key = key
		s.do(func() { call.on(m) })
		s.rest()
		before, calls := testStudents(), testDraw(8, 15)
		for range calls {
			s.do(func() { call.on(m) })
		}
		s.rest()
		all := testStudents()
		if len(all)-len(before) < calls {
			continue
		}
		s.fails(testrecord.Failure{
			Rule: "no-goroutine-left", Method: call.method, Waiting: testWaiting(testMore(before, all)),
			Expected: testWords("a call that has returned has left no goroutine behind", "끝난 호출은 고루틴을 남기지 않아야 합니다"),
			Happened: fmt.Sprintf(testWords("%d calls left %d goroutines behind", "호출 %d번이 고루틴 %d개를 남겼습니다"), calls, len(all)-len(before)),
		})
	}
}

// testMore are the goroutines at places where more of them wait than before: the map's own, who waits for commands, was there all the time.
func testMore(before, after []testGoroutine) (more []testGoroutine) {
	there := map[string]int{}
	for _, g := range before {
		there[g.key()]++
	}
	for _, g := range after {
		if there[g.key()]--; there[g.key()] < 0 {
			more = append(more, g)
		}
	}
	return more
}

// testStudents are the goroutines in the student's file.
func testStudents() (all []testGoroutine) {
	for _, g := range testLook() {
		if g.method() != "" {
			all = append(all, g)
		}
	}
	return all
}
