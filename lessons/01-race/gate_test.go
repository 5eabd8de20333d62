package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// testGate holds up the calls of the function that a test hands to tally.go: each
// call stops in pass until the test lets it go on. So the test decides which
// call ends when, and nothing is left to luck.
type testGate struct {
	goOn []chan struct{} // one for each item, closed to let its call go on

	mu       sync.Mutex
	held     []testHeldCall
	released map[int]bool
	calls    map[int]int // how often the function was called for an item
	inside   int         // calls that have begun and not ended
	finished int
}

type testHeldCall struct {
	item  int
	where string
}

// testNewGate returns a gate that holds the calls for n items.
func testNewGate(n int) *testGate {
	g := testOpenGate()
	for range n {
		g.goOn = append(g.goOn, make(chan struct{}))
	}
	return g
}

// testOpenGate returns a gate that only counts.
func testOpenGate() *testGate { return &testGate{calls: map[int]int{}, released: map[int]bool{}} }

// pass is what the given function does first: it stands for work that takes time.
func (g *testGate) pass(item int) {
	g.arrive(item)
	if item < len(g.goOn) {
		<-g.goOn[item]
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
	g.finished++
}

func (g *testGate) arrive(item int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.calls[item]++
	g.inside++
	if item < len(g.goOn) && !g.released[item] {
		g.held = append(g.held, testHeldCall{item: item, where: testCallerInTally()})
	}
}

// open lets all calls go on, those to come as well.
func (g *testGate) open() {
	for item := range g.goOn {
		g.release(item)
	}
}

// release lets the call for one item go on.
func (g *testGate) release(item int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.released[item] {
		return
	}
	g.released[item] = true
	g.held = slices.DeleteFunc(g.held, func(c testHeldCall) bool { return c.item == item })
	close(g.goOn[item])
}

// waiting returns the items whose calls are held, in rising order.
func (g *testGate) waiting() []int {
	g.mu.Lock()
	defer g.mu.Unlock()
	var items []int
	for _, call := range g.held {
		items = append(items, call.item)
	}
	slices.Sort(items)
	return items
}

// running returns how many calls have begun and not ended, and how many have ended.
func (g *testGate) running() (inside, finished int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.inside, g.finished
}

// places returns the lines of tally.go that made the calls which are held.
func (g *testGate) places() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	var places []string
	for _, call := range g.held {
		places = append(places, call.where)
	}
	if len(places) == 0 {
		return "tally.go"
	}
	slices.Sort(places)
	return strings.Join(slices.Compact(places), ", ")
}

// timesCalled returns how often the function was called for an item.
func (g *testGate) timesCalled(item int) int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.calls[item]
}

// testCallerInTally returns the line of tally.go from which the given function was called.
func testCallerInTally() string {
	pcs := make([]uintptr, 16)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		frame, more := frames.Next()
		if name := filepath.Base(frame.File); name == "tally.go" {
			return fmt.Sprintf("%s:%d", name, frame.Line)
		}
		if !more {
			return "tally.go"
		}
	}
}
