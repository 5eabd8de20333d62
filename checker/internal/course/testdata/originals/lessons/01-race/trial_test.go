package main

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// testStep is the test of one step.
type testStep struct {
	t     *testing.T
	id    string
	known map[string]bool // goroutines that were there before
}

// testBegin notes which goroutines are there before a step's trials.
func testBegin(t *testing.T, id string) *testStep {
	s := &testStep{t: t, id: id, known: map[string]bool{}}
	for _, g := range testAllGoroutines() {
		s.known[g.name] = true
	}
	return s
}

// testTrial is one call of a function of tally.go in a goroutine of its own. The
// test watches it from outside.
//
// A trial knows exactly when nothing moves any more: it looks at the states of
// all its goroutines at one moment. No time limit is guessed.
type testTrial struct {
	*testStep
	of       testFunction
	shape    testShape
	gate     *testGate
	root     string        // the goroutine that calls the function
	returned chan struct{} // closed when the function has returned
	ended    int           // how many calls of the given function had ended by then
	after    func()        // what is to be looked at when it has
}

// try starts a call.
func (s *testStep) try(f testFunction, g *testGate, shape testShape, call func()) *testTrial {
	r := &testTrial{testStep: s, of: f, shape: shape, gate: g, returned: make(chan struct{})}
	begun := make(chan string)
	go func() {
		begun <- testMyName()
		call()
		_, r.ended = g.calls()
		close(r.returned)
	}()
	r.root = <-begun
	return r
}

// hasReturned reports whether the function has returned.
func (r *testTrial) hasReturned() bool {
	select {
	case <-r.returned:
		return true
	default:
		return false
	}
}

// goroutines returns the goroutines of the call, all seen at one moment.
func (r *testTrial) goroutines() []testGoroutine {
	return slices.DeleteFunc(testAllGoroutines(), func(g testGoroutine) bool { return r.known[g.name] })
}

// settle waits until every goroutine of the call waits for another one.
func (r *testTrial) settle() {
	r.t.Helper()
	for range 10 {
		runtime.Gosched()
	}
	r.rests(func() bool { return false })
}

// reaches waits until the condition holds. It returns false when the condition
// does not hold, nothing moves any more, and so it never will.
func (r *testTrial) reaches(condition func() bool) bool {
	r.t.Helper()
	for range 50 { // most conditions hold soon
		if condition() {
			return true
		}
		runtime.Gosched()
	}
	return !r.rests(condition) || !r.rests(condition) // what decides is looked at twice
}

// rests waits until nothing moves any more. It returns false where the condition holds before that.
func (r *testTrial) rests(condition func() bool) bool {
	r.t.Helper()
	p := testPatience{progress: -1}
	for pause := 20 * time.Microsecond; !condition(); pause = min(2*pause, 5*time.Millisecond) {
		moving := slices.DeleteFunc(r.goroutines(), func(g testGoroutine) bool { return !g.moves() })
		if len(moving) == 0 {
			return !condition()
		}
		p.look(r, moving)
		time.Sleep(pause) // lets other programs run as well
	}
	return false
}

// testPatience knows how long goroutines have been moving without getting anywhere.
type testPatience struct {
	progress int           // calls of the given function that have begun or ended
	since    time.Duration // the processor time when that last changed
	asleep   int           // looks in a row that saw nobody move but those who sleep
}

// What nobody needs who gets anywhere: a goroutine that waits by blocking uses no processor time at all.
const (
	testEnoughSpinning = time.Second // of processor time
	testEnoughSleeping = 20          // looks
)

// look fails the test when the call waits in a loop, or for the clock.
func (p *testPatience) look(r *testTrial, moving []testGoroutine) {
	r.t.Helper()
	begun, ended := r.gate.calls()
	if now := testrecord.ProcessorTime(); begun+ended != p.progress {
		p.progress, p.since, p.asleep = begun+ended, now, 0
	} else if now-p.since > testEnoughSpinning {
		r.spins(moving)
	}
	awake := slices.ContainsFunc(moving, func(g testGoroutine) bool { return !g.sleeps() })
	if p.asleep++; awake {
		p.asleep = max(0, p.asleep-2) // who polls is awake now and then
	}
	if p.asleep > testEnoughSleeping {
		r.sleeps(moving)
	}
}

// finish lets one call after the other go on, always the one that next picks
// from those that are held, and ends the trial.
func (r *testTrial) finish(next func(items []int) int) {
	r.t.Helper()
	for r.settle(); len(r.gate.waiting()) > 0; r.settle() {
		r.requireWaiting()
		r.gate.release(next(r.gate.waiting()))
	}
	r.end()
}

// together waits until as many calls as possible are held, and lets all of them go on at one moment.
func (r *testTrial) together() {
	r.t.Helper()
	most := min(r.shape.workers, r.shape.items)
	r.reaches(func() bool { return len(r.gate.waiting()) >= most })
	r.requireWaiting()
	r.end()
}

// end lets all calls go on and waits until the function has returned.
func (r *testTrial) end() {
	r.t.Helper()
	r.gate.open()
	if !r.reaches(r.hasReturned) {
		r.requireInLog()
		r.neverReturns()
	}
	if r.shape.workers > 1 || r.id == r.of.race {
		r.requireNoRace()
	} // else that nobody waits is told first, in its own words
	r.requireInLog()
	r.requireAllEnded()
	if r.after != nil {
		r.after()
	}
	if r.shape.items == 0 {
		r.requireNobodyLeft() // who has no work may be forgotten
	}
}

// endAll also waits until the call's goroutines have ended.
func (r *testTrial) endAll() {
	r.t.Helper()
	r.end()
	r.requireNobodyLeft()
}

func (r *testTrial) requireNobodyLeft() {
	r.t.Helper()
	none := func() bool {
		return !slices.ContainsFunc(r.goroutines(), func(g testGoroutine) bool { return g.name != r.root })
	}
	if !none() && !r.reaches(none) {
		r.leftBehind()
	}
}

// shapeText says which call of which function a failure is about.
func (r *testTrial) shapeText() string { return fmt.Sprintf("%s(%s)", r.of.name, r.shape) }
