package main

import (
	"regexp"
	"runtime"
	"strings"
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
	"chan receive", "chan send", "select", "sleep", "sync.Mutex.Lock", "sync.RWMutex.Lock",
	"sync.RWMutex.RLock", "sync.WaitGroup.Wait", "sync.Cond.Wait", "coroutine",
}

var (
	testBubblePattern = regexp.MustCompile(`synctest bubble \d+`)
	testTallyPattern  = regexp.MustCompile(`tally\.go:\d+`)
)

// testMyBubble returns the name of the bubble that the caller runs in.
func testMyBubble() string {
	buf := make([]byte, 256)
	return testBubblePattern.FindString(string(buf[:runtime.Stack(buf, false)]))
}

// testGoroutinesOf returns the goroutines of a bubble, all seen at one moment.
func testGoroutinesOf(bubble string) []testGoroutine {
	var all []testGoroutine
	for _, text := range strings.Split(testAllStacks(), "\n\n") {
		header, rest, _ := strings.Cut(text, "\n")
		if strings.HasSuffix(header, bubble+"]:") {
			all = append(all, testParseGoroutine(header, rest))
		}
	}
	return all
}

func testAllStacks() string {
	for size := 1 << 17; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size {
			return string(buf[:n])
		}
	}
}

func testParseGoroutine(header, rest string) testGoroutine {
	name, state, _ := strings.Cut(header, " [")
	state, _, _ = strings.Cut(state, ",")
	frames, made, _ := strings.Cut(rest, "created by ")
	return testGoroutine{name: name, state: state, frames: frames, made: made}
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

// ours reports whether the goroutine belongs to the tests' machinery, not to tally.go.
func (g testGoroutine) ours() bool {
	for _, name := range []string{".testingSynctestTest(", "synctest.Run(", ".testKeepClockStill("} {
		if strings.Contains(g.frames, name) {
			return true
		}
	}
	return false
}

// does says what the goroutine waits for.
func (g testGoroutine) does() string {
	if strings.Contains(g.frames, ".(*gate).pass(") {
		return testWords("inside the given function", "받은 함수 안")
	}
	return strings.TrimSuffix(g.state, " (durable)")
}

// place returns the line of tally.go at which the goroutine is, or was started.
func (g testGoroutine) place() string {
	if line := testTallyPattern.FindString(g.frames); line != "" {
		return line
	}
	return testTallyPattern.FindString(g.made)
}
