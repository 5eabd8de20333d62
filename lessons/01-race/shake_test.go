package main

import (
	"runtime"
	"strconv"
	"time"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/testrecord"
)

// shake makes a call again and again on several threads, with thousands of items
// for few workers and given functions that take no time, so that what an answer
// does in two steps is cut in two by another worker. The last times there are tens of thousands of items, so that no number that counts them is too
// small; but not where that would take long, for a right answer may be a slow one. check is called after each.
func (s *testStep) shake(f testFunction, call func(log []Visit, workers int), check func(r *testTrial)) {
	s.t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(4, runtime.NumCPU())))
	quick := true
	const rounds = testRounds - 10 // the last two are as long as many
	for round := range rounds {
		shape := testShape{testBetween(4, 32), testBetween(2000, 4000)}
		if more := round - (rounds - 2); more >= 0 && f != testOfSum && quick { // a sum is the same for few and for many
			shape.items = []int{10_000, testBetween(66_000, 70_000)}[more]
		}
		log := make([]Visit, shape.items)
		for i := range log {
			log[i].Millis = i
		}
		began := testrecord.ProcessorTime()
		r := s.try(f, testOpenGate(0), shape, func() { call(log, shape.workers) })
		select {
		case <-r.returned:
		case <-time.After(5 * time.Millisecond): // to look sooner would stop them
		}
		r.end()
		check(r)
		quick = quick && testrecord.ProcessorTime()-began < time.Duration(shape.items)*testQuick
	}
}

// testQuick is the processor time that a call takes for each item where tens of thousands of items are no trouble.
const testQuick = 12 * time.Microsecond

func (s *testStep) shakeSum() {
	s.t.Helper()
	sum := 0
	s.shake(testOfSum, func(log []Visit, workers int) {
		sum = Sum(log, workers, func(Visit) int { return 1 })
	}, func(r *testTrial) {
		require.Equal(r.as("exact-sum", r.shapeText()+testWords(": each visit costs 1, and every cost is in the sum", ": 방문마다 비용은 1이며 모든 비용이 합계에 들어가야 합니다")), r.shape.items, sum)
	})
}

func (s *testStep) shakeCount() {
	s.t.Helper()
	var counts map[string]int
	s.shake(testOfCount, func(log []Visit, workers int) {
		counts = CountByPage(log, workers, func(string) string { return "/" })
	}, func(r *testTrial) {
		require.Equal(r.as("exact-counts", r.shapeText()+testWords(": all visits are counted under one name", ": 모든 방문을 한 이름으로 세어야 합니다")), map[string]int{"/": r.shape.items}, counts)
	})
}

func (s *testStep) shakeSlow() {
	s.t.Helper()
	var slow []Visit
	s.shake(testOfSlow, func(log []Visit, workers int) {
		slow = Slow(log, workers, func(Visit) bool { return true })
	}, func(r *testTrial) {
		require.Equal(r.as("log-order", r.shapeText()+testWords(": every visit is slow, and none is lost", ": 모든 방문이 느리며 하나도 사라지지 않아야 합니다")), r.shape.items, len(slow))
		for i, v := range slow {
			if v.Millis != i {
				require.Equal(r.as("log-order", r.shapeText()+testWords(": every visit is slow, and they come in the order of the log", ": 모든 방문이 느리며 로그 순서대로 있어야 합니다")), i, v.Millis)
			}
		}
	})
}

func (s *testStep) shakeParse() {
	s.t.Helper()
	var err error
	from := 0
	s.shake(testOfParse, func(log []Visit, workers int) {
		from = testBetween(0, len(log)-1)
		lines := testLines(log)
		for i := range lines {
			if lines[i] = strconv.Itoa(i); i >= from {
				lines[i] = "bad" + lines[i]
			}
		}
		_, err = ParseAll(lines, workers, func(line string) (Visit, error) {
			if line[0] == 'b' {
				return Visit{}, testBadLine(line)
			}
			return Visit{}, nil
		})
	}, func(r *testTrial) {
		require.Equal(r.as("earliest-error", r.shapeText()+testWords(": all lines from one on are bad, and the error is that of the earliest", ": 어떤 줄부터는 모두 잘못되었으며, 오류는 가장 앞선 줄의 것이어야 합니다")), testBadLine("bad"+strconv.Itoa(from)), err)
	})
}

// testBadLine is an error that says which line it is of.
type testBadLine string

func (b testBadLine) Error() string { return string(b) }
