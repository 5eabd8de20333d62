package main

import (
	"strconv"
	"strings"
	"sync/atomic"
)

// testGate holds up the calls of the function that a test hands to tally.go: each
// call stops in pass until the test lets it go on. So the test decides which
// call ends when, and nothing is left to luck.
//
// The gate has no lock, and no two calls use the same part of it: anything that
// orders the calls would hide a data race of tally.go from the race detector.
type testGate struct {
	number  func(page string) int // which item a call is for
	doors   []chan struct{}       // one for each item that is held, closed to let its call go on; nil: not held
	opened  []bool                // only the test itself uses it
	arrived []atomic.Int32        // how often the function was called for an item
	ended   []atomic.Int32        // how many of these calls have ended
	strange atomic.Pointer[string]
}

// testOpenGate returns a gate for n items that holds nobody and only counts.
func testOpenGate(n int) *testGate {
	return &testGate{
		number: testNumber, doors: make([]chan struct{}, n), opened: make([]bool, n),
		arrived: make([]atomic.Int32, n), ended: make([]atomic.Int32, n),
	}
}

// testNewGate returns a gate that holds the calls for n items.
func testNewGate(n int) *testGate {
	g := testOpenGate(n)
	for i := range n {
		g.hold(i)
	}
	return g
}

// hold says that the call for an item is to wait.
func (g *testGate) hold(item int) { g.doors[item] = make(chan struct{}) }

// numbered makes the gate number the calls as they come, for a log whose visits look alike.
func (g *testGate) numbered() *testGate {
	var calls atomic.Int64
	g.number = func(string) int { return int(calls.Add(1)) - 1 }
	return g
}

// pass is what the given function does first: it stands for work that takes time. It returns the item's number.
func (g *testGate) pass(page string) int {
	item := g.number(page)
	if item < 0 || item >= len(g.doors) {
		g.strange.Store(&page)
		select {} // what it would answer has no meaning
	}
	g.arrived[item].Add(1)
	if door := g.doors[item]; door != nil {
		<-door
	}
	g.ended[item].Add(1)
	return item
}

// open lets all calls go on, those to come as well.
func (g *testGate) open() {
	for item := range g.doors {
		g.release(item)
	}
}

// release lets the call for one item go on.
func (g *testGate) release(item int) {
	if g.doors[item] != nil && !g.opened[item] {
		g.opened[item] = true
		close(g.doors[item])
	}
}

// waiting returns the items whose calls are held, in rising order.
func (g *testGate) waiting() []int {
	var items []int
	for item := range g.doors {
		if g.doors[item] != nil && !g.opened[item] && g.arrived[item].Load() > 0 {
			items = append(items, item)
		}
	}
	return items
}

// calls returns how many calls have begun, and how many of them have ended.
func (g *testGate) calls() (begun, ended int) {
	for item := range g.arrived {
		ended += int(g.ended[item].Load())
		begun += int(g.arrived[item].Load())
	}
	return begun, ended
}

// inside returns how many calls have begun and not ended.
func (g *testGate) inside() int {
	begun, ended := g.calls()
	return begun - ended
}

// testNumber returns the number that stands at the end of a sample's page, or -1.
func testNumber(page string) int {
	i, err := strconv.Atoi(page[strings.LastIndex(page, "/")+1:])
	if err != nil {
		return -1
	}
	return i
}
