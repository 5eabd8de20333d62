package main

import (
	"fmt"
	"runtime"

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

// leavesNobodyWaiting makes a call and then at once, in the same goroutine, an Update that keeps the map busy. Nobody whom the call has started may be
// left to wait: compared is an Update that comes when all is quiet behind the call. Goroutines are counted; who they are is looked at only where there
// are too many, for a look at all of them takes long.
func (s *testStep) leavesNobodyWaiting(call testCall) {
	s.Helper()
	quiet, atOnce := 0, 0
	for try := range 30 {
		if try < 3 {
			quiet = max(quiet, s.whileBusyBehind(call, true))
		}
		atOnce = max(atOnce, s.whileBusyBehind(call, false))
	}
	if atOnce <= quiet {
		return
	}
	usual, left := s.whoIsThereBehind(call, true), []testGoroutine(nil)
	for range 30 {
		if all := s.whoIsThereBehind(call, false); len(all) > len(left) {
			left = all
		}
	}
	s.fails(testrecord.Failure{
		Rule: "no-goroutine-left", Method: call.method, Waiting: testWaiting(testMore(usual, left)), Partial: true,
		Expected: testWords("a call that has returned has left no goroutine behind, also where the map is busy from then on", "끝난 호출은, 그 뒤로 맵이 바쁘더라도, 고루틴을 남기지 않아야 합니다"),
		Happened: testWords("a goroutine that a call of "+call.method+" started is still there after the call has returned, and waits until the map is free", call.method+" 호출이 시작한 고루틴이 호출이 끝난 뒤에도 남아, 맵이 빌 때까지 기다립니다"),
	})
}

// whileBusyBehind returns how many goroutines have come behind the call, while an Update stands in the middle of its function.
func (s *testStep) whileBusyBehind(call testCall, quiet bool) (more int) {
	s.Helper()
	before := 0
	s.busyBehind(call, quiet, func() { before = runtime.NumGoroutine() }, func() { more = runtime.NumGoroutine() - before })
	return more
}

// whoIsThereBehind returns these goroutines.
func (s *testStep) whoIsThereBehind(call testCall, quiet bool) (more []testGoroutine) {
	s.Helper()
	var before []testGoroutine
	s.busyBehind(call, quiet, func() { before = testStudents() }, func() { more = testMore(before, testStudents()) })
	return more
}

// busyBehind makes the call on a new map and lets the map come to rest where quiet says so; then an Update stands in the middle of its function. It calls
// first before all that, and then at that moment.
func (s *testStep) busyBehind(call testCall, quiet bool, first, then func()) {
	s.Helper()
	m, gate := s.newMap(), make(chan struct{})
	s.do(func() { m.Set("k", 1) })
	s.rest()
	first()
	if quiet {
		s.do(func() { call.on(m) })
		s.rest()
	}
	task := testGo(func() {
		if !quiet {
			call.on(m)
		}
		m.Update("busy", func(any, bool) any { <-gate; return 1 })
	})
	s.rest()
	then()
	close(gate)
	s.wait(task)
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
