package main

import (
	"runtime"
	gometrics "runtime/metrics"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// testTask is a goroutine that the test has started.
type testTask struct {
	over bool
	done chan struct{}
}

// testGo runs f in a goroutine of its own.
func testGo(f func()) *testTask {
	task := &testTask{done: make(chan struct{})}
	go func() {
		defer task.end()
		f()
	}()
	return task
}

func (task *testTask) end() {
	close(task.done)
	task.markOver()
}

// markOver and isOver are hidden from the race detector: to see that a call is over must not order it before the next one. So
// the detector reports every access that the map itself does not order.
//
//go:norace
//go:noinline
func (task *testTask) markOver() { task.over = true }

//go:norace
//go:noinline
func (task *testTask) isOver() bool { return task.over }

// testOver waits until the tasks are over and orders nothing. It returns what keeps one of them from its end.
func testOver(tasks ...*testTask) *testTrouble {
	watch := testNewWatch()
	for _, task := range tasks {
		for !task.isOver() {
			if watch.pause(); !testAllWait() || task.isOver() {
				if spinner := watch.spinner(testLongSpin); spinner != nil {
					return spinner
				}
				continue
			}
			if trouble := testStuck(tasks); trouble != nil {
				return trouble
			}
		}
	}
	return nil
}

// testWait waits until the tasks are over: what they did came before what the test does next.
func testWait(tasks ...*testTask) *testTrouble {
	if trouble := testOver(tasks...); trouble != nil {
		return trouble
	}
	for _, task := range tasks {
		<-task.done
	}
	return nil
}

// testRest waits until all other goroutines wait for something. One that is still at work after so much processor time spins.
func testRest(limit time.Duration) *testTrouble {
	watch := testNewWatch()
	for quiet := 0; quiet < 3; {
		watch.pause()
		if quiet++; !testAllWait() {
			quiet = 0
		}
		if spinner := watch.spinner(limit); spinner != nil {
			return spinner
		}
	}
	return nil
}

// testAllWait reports whether no goroutine but the caller could go on.
func testAllWait() bool {
	now := []gometrics.Sample{{Name: "/sched/goroutines/running:goroutines"}, {Name: "/sched/goroutines/runnable:goroutines"}}
	gometrics.Read(now)
	return now[0].Value.Uint64() <= 1 && now[1].Value.Uint64() == 0
}

// How much processor time the test uses before it looks whether a goroutine spins. A call that has to wait uses next to none;
// many calls that are at work use some. Time on the clock is no measure: the machine may be busy.
const (
	testShortSpin = 100 * time.Millisecond
	testLongSpin  = 2 * time.Second
)

// testWatch watches over one wait.
type testWatch struct {
	pauses int
	began  time.Duration // the processor time at which the wait began
	spins  map[string]int
}

func testNewWatch() *testWatch { return &testWatch{began: testrecord.ProcessorTime()} }

// pause lets the others go on: at first for a moment, then for longer.
func (w *testWatch) pause() {
	if w.pauses++; w.pauses < 100 {
		runtime.Gosched()
		return
	}
	time.Sleep(min(time.Duration(w.pauses)*time.Microsecond, time.Millisecond))
}

// spinner returns the student's goroutine that is at work whenever one looks, once the wait has used that much processor time.
func (w *testWatch) spinner(limit time.Duration) *testTrouble {
	if w.pauses%4 != 0 || testrecord.ProcessorTime()-w.began < limit {
		return nil
	}
	seen := map[string]int{}
	for _, g := range testLook() {
		if g.moves() && g.method() != "" && !g.inCallback {
			seen[g.id] = w.spins[g.id] + 1
		}
		if seen[g.id] >= 20 {
			return testSpins(g)
		}
	}
	w.spins = seen // who was not at work this time does not spin
	return nil
}
