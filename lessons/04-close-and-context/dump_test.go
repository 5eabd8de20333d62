package main

import (
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/testrecord"
)

// testDumpedGoroutine is one goroutine of a dump: who it is, and what it waits for.
type testDumpedGoroutine struct {
	id    string
	state string // "chan send", "select", "running", …
	stack string
}

// testDumpGoroutines returns all goroutines but the one that calls it. The world is
// stopped for it, so what it says was true at one and the same moment.
func testDumpGoroutines() []testDumpedGoroutine {
	_, others, _ := strings.Cut(testDump(), "\n\n")
	var all []testDumpedGoroutine
	for block := range strings.SplitSeq(others, "\n\n") {
		if g, ok := testParseGoroutine(block); ok {
			all = append(all, g)
		}
	}
	return all
}

// testDump returns the stacks of all goroutines, as the runtime prints them.
func testDump() string {
	buf := make([]byte, 2048*(runtime.NumGoroutine()+2))
	n := runtime.Stack(buf, true)
	for n == len(buf) {
		buf = make([]byte, 2*len(buf))
		n = runtime.Stack(buf, true)
	}
	return string(buf[:n])
}

// testParseGoroutine reads one block of a dump, which begins with "goroutine 7 [chan send, 2 minutes]:".
func testParseGoroutine(block string) (testDumpedGoroutine, bool) {
	header, stack, _ := strings.Cut(block, "\n")
	header, ok := strings.CutPrefix(header, "goroutine ")
	id, state, found := strings.Cut(header, " [")
	if !ok || !found {
		return testDumpedGoroutine{}, false
	}
	if end := strings.IndexAny(state, ",]"); end >= 0 {
		state = state[:end]
	}
	return testDumpedGoroutine{id, state, stack}, true
}

// testBlockedStates are those in which a goroutine waits for another one, or for
// time to pass. In all others it will go on by itself.
var testBlockedStates = []string{
	"chan receive", "chan send", "select", "select (no cases)",
	"chan receive (nil chan)", "chan send (nil chan)", "sync.Mutex.Lock",
	"sync.RWMutex.RLock", "sync.RWMutex.Lock", "sync.WaitGroup.Wait",
	"sync.Cond.Wait", "semacquire", "sleep", "IO wait", "coroutine",
}

func (g testDumpedGoroutine) blocked() bool {
	if g.state == "semacquire" && !strings.Contains(g.stack, "sync.runtime_Semacquire") {
		return false // it waits for the garbage collector, not for another goroutine
	}
	return slices.Contains(testBlockedStates, g.state)
}

func testAllBlocked(all []testDumpedGoroutine) bool {
	return !slices.ContainsFunc(all, func(g testDumpedGoroutine) bool { return !g.blocked() })
}

// sleepsItself reports whether a line of sharedmap.go called time.Sleep, and g is in it.
func (g testDumpedGoroutine) sleepsItself() bool {
	if g.state != "sleep" {
		return false
	}
	frames := testFrames(g.stack)
	return len(frames) > 1 && frames[1].File == testStudentFile // frames[0] is time.Sleep
}

// startedBySharedMap reports whether g's go statement stands in sharedmap.go.
func (g testDumpedGoroutine) startedBySharedMap() bool {
	_, creator, _ := strings.Cut(g.stack, "\ncreated by ")
	frames := testFrames(creator)
	return len(frames) > 0 && frames[0].File == testStudentFile
}

const testStudentFile = "sharedmap.go"

// testFrames reads the places of a stack, the innermost first: each is a line with the function, and one with file and line.
func testFrames(stack string) (all []testrecord.Place) {
	function := ""
	for line := range strings.SplitSeq(stack, "\n") {
		at, isPlace := strings.CutPrefix(line, "\t")
		if !isPlace {
			function = line
			continue
		}
		at, _, _ = strings.Cut(at, " ")
		colon := strings.LastIndex(at, ":")
		number, err := strconv.Atoi(at[colon+1:])
		if colon < 0 || err != nil {
			continue
		}
		file := filepath.Base(strings.ReplaceAll(at[:colon], `\`, "/"))
		all = append(all, testrecord.Place{File: file, Line: number, Func: testShortName(function)})
	}
	return all
}

// testShortName is a function's name as its file has it: "(*SharedMap).Set" of "sharedmap-workshop/lessons/04-close-and-context.(*SharedMap).Set(0xc0001)".
func testShortName(function string) string {
	function, _, _ = strings.Cut(function, " in goroutine ")
	if args := strings.LastIndex(function, "("); args > 0 && strings.HasSuffix(function, ")") {
		function = function[:args]
	}
	function = function[strings.LastIndex(function, "/")+1:]
	_, name, _ := strings.Cut(function, ".")
	return name
}

// testStudentPlaces are the lines of sharedmap.go in a stack, the innermost first. Who started the goroutine is none of them.
func testStudentPlaces(stack string) []testrecord.Place {
	stack, _, _ = strings.Cut(stack, "\ncreated by ")
	return slices.DeleteFunc(testFrames(stack), func(p testrecord.Place) bool { return p.File != testStudentFile })
}

// testWaiting says of goroutines at which lines of sharedmap.go they are: those with the same lines once, with their number.
func testWaiting(all []testDumpedGoroutine) (waiting []testrecord.Waiting) {
	for _, g := range all {
		places := testStudentPlaces(g.stack)
		if g.state == "semacquire" && !g.blocked() {
			g.state = "runnable"
		}
		i := slices.IndexFunc(waiting, func(w testrecord.Waiting) bool { return w.State == g.state && slices.Equal(w.Stack, places) })
		switch {
		case len(places) == 0:
		case i >= 0:
			waiting[i].Count++
		default:
			waiting = append(waiting, testrecord.Waiting{Stack: places, State: g.state, Count: 1})
		}
	}
	return waiting
}

// testMapGoroutines counts the goroutines that code of sharedmap.go has started.
func testMapGoroutines() int {
	n := 0
	for _, g := range testDumpGoroutines() {
		if g.startedBySharedMap() {
			n++
		}
	}
	return n
}
