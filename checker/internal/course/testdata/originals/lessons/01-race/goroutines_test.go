package main

import (
	"regexp"
	"runtime"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/testrecord"
)

// testGoroutine is what runtime.Stack tells about one goroutine.
type testGoroutine struct {
	name   string // goroutine 7
	state  string // chan receive
	frames string // the stack, without the 'created by' line
	made   string // the 'created by' lines
}

// testAsleep are the states in which a goroutine does nothing until another one
// wakes it. runtime.Stack stops the world, so a goroutine that has been woken
// never shows one of them.
var testAsleep = []string{
	"chan receive", "chan send", "select", "sync.Mutex.Lock", "sync.RWMutex.Lock",
	"sync.RWMutex.RLock", "sync.WaitGroup.Wait", "sync.Cond.Wait", "coroutine",
}

var testTallyPattern = regexp.MustCompile(`(?m)^(?:created by )?(\S+?)(?:\([^*\n]*\))?(?: in goroutine \d+)?\n\s.*\btally\.go:(\d+)`)

// testAllGoroutines returns all goroutines, seen at one moment.
func testAllGoroutines() []testGoroutine {
	var all []testGoroutine
	for _, text := range strings.Split(testAllStacks(), "\n\n") {
		header, rest, _ := strings.Cut(text, "\n")
		all = append(all, testParseGoroutine(header, rest))
	}
	return all
}

// testStacks is where testAllStacks writes; only a test's own goroutine does that.
var testStacks = make([]byte, 1<<16)

func testAllStacks() string {
	for {
		if n := runtime.Stack(testStacks, true); n < len(testStacks) {
			return string(testStacks[:n])
		}
		testStacks = make([]byte, 4*len(testStacks))
	}
}

// testMyName returns the name of the goroutine that calls it.
func testMyName() string {
	buf := make([]byte, 64)
	name, _, _ := strings.Cut(string(buf[:runtime.Stack(buf, false)]), " [")
	return name
}

func testParseGoroutine(header, rest string) testGoroutine {
	name, state, _ := strings.Cut(header, " [")
	state, _, _ = strings.Cut(strings.TrimSuffix(state, "]:"), ",")
	frames, made, _ := strings.Cut(rest, "created by ")
	return testGoroutine{name: name, state: state, frames: frames, made: "created by " + made}
}

// moves reports whether the goroutine can still do something by itself.
func (g testGoroutine) moves() bool {
	for _, state := range testAsleep {
		if strings.HasPrefix(g.state, state) {
			return false
		}
	}
	return true
}

// sleeps reports whether the goroutine waits for the clock.
func (g testGoroutine) sleeps() bool { return strings.HasPrefix(g.state, "sleep") }

// inGate reports whether the goroutine is inside the given function.
func (g testGoroutine) inGate() bool { return strings.Contains(g.frames, ".(*testGate).pass(") }

// places returns the lines of tally.go at which the goroutine is, the innermost first, or the line at which it was started.
func (g testGoroutine) places() []testrecord.Place {
	places := testPlacesIn(g.frames)
	if len(places) == 0 {
		places = testPlacesIn(g.made)
	}
	return places
}

func testPlacesIn(stack string) []testrecord.Place {
	var places []testrecord.Place
	for _, m := range testTallyPattern.FindAllStringSubmatch(stack, -1) {
		if line, err := strconv.Atoi(m[2]); err == nil {
			places = append(places, testrecord.Place{File: "tally.go", Line: line, Func: m[1][strings.LastIndex(m[1], "/")+1:]})
		}
	}
	return places
}
