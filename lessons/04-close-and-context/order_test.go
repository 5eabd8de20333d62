package main

import (
	"strings"
	"time"
)

// testLater is a call that is made later.
type testLater struct {
	*testStartedCall
	f func() error
}

func testCallLater(name string, f func() error) testLater {
	return testLater{&testStartedCall{name: name, done: make(chan struct{})}, f}
}

func (c testLater) run() {
	defer close(c.done)
	defer c.keepPanic()
	c.err = c.f()
}

// testInTurn makes two calls in two goroutines, one after the other, with nothing but time between them: the second begins when
// the goroutine of the first has ended, which it reads from the runtime. No channel and no lock orders the two, so the race
// detector reports every time what they share without an order of its own.
func testInTurn(first, second testLater) {
	testStartsFirst(first)
	go func() {
		for strings.Contains(testDump(), ".testStartsFirst in goroutine ") {
			time.Sleep(100 * time.Microsecond)
		}
		second.run()
	}()
}

// testStartsFirst stands behind "created by" in a dump as long as the goroutine of the first call lives.
//
//go:noinline
func testStartsFirst(first testLater) { go first.run() }
