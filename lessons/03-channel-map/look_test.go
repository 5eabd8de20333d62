package main

import (
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/testrecord"
)

// testGoroutine is a goroutine as one look at all of them shows it.
type testGoroutine struct {
	id, state  string             // the state as the runtime names it: "chan send"
	student    []testrecord.Place // its lines in the student's file, the innermost first
	inCallback bool               // the student's line has called a function of the test
	inCall     bool               // a test has called the student's line
}

// testLook stops the world for a moment and returns all goroutines but the caller.
func testLook() []testGoroutine {
	dump := make([]byte, 1<<16)
	n := runtime.Stack(dump, true)
	for n == len(dump) {
		dump = make([]byte, 4*len(dump))
		n = runtime.Stack(dump, true)
	}
	var all []testGoroutine
	file := testAnswerFile()
	for _, block := range strings.Split(string(dump[:n]), "\n\n")[1:] {
		all = append(all, testReadGoroutine(block, file))
	}
	return all
}

// testReadGoroutine reads "goroutine 7 [chan send, 2 minutes]:" and below it two lines for each frame, the function and its place.
func testReadGoroutine(block, file string) testGoroutine {
	lines := strings.Split(block, "\n")
	head, state, _ := strings.Cut(lines[0], " [")
	state, _, _ = strings.Cut(state, "]")
	state, _, _ = strings.Cut(state, ",")
	if state == "semacquire" && !strings.Contains(block, "sync.runtime_Semacquire") {
		state = "runtime" // it waits for the garbage collector, not for another goroutine
	}
	g := testGoroutine{id: head, state: state}
	for i := 1; i+1 < len(lines); i += 2 {
		at, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " +")
		switch colon := strings.LastIndex(at, ":"); {
		case colon < 0 || strings.HasPrefix(lines[i], "created by "):
		case at[:colon] == file:
			line, _ := strconv.Atoi(at[colon+1:])
			g.student = append(g.student, testrecord.Place{File: "sharedmap.go", Line: line, Func: testFunction(lines[i])})
		case strings.HasSuffix(at[:colon], "_test.go"):
			g.inCallback = g.inCallback || len(g.student) == 0
			g.inCall = g.inCall || len(g.student) > 0
		}
	}
	g.inCallback = g.inCallback && len(g.student) > 0
	return g
}

// testFunction turns "path/to/package.SharedMap.Set({…})" into "SharedMap.Set".
func testFunction(frame string) string {
	frame = frame[strings.LastIndex(frame, "/")+1:]
	_, name, _ := strings.Cut(frame, ".")
	if i := strings.LastIndex(name, "("); i > 0 {
		name = name[:i]
	}
	return strings.TrimSuffix(name, "[...]")
}

// method is the map's method in which the goroutine is, or "".
func (g testGoroutine) method() string {
	for _, place := range slices.Backward(g.student) {
		name := strings.Split(strings.NewReplacer("(", "", ")", "", "*", "").Replace(place.Func), ".")
		for method := range testMethods {
			if slices.Contains(name, method) {
				return method
			}
		}
	}
	if len(g.student) > 0 {
		return "Run" // nobody called it: it belongs to the map's own goroutines
	}
	return ""
}

// place is the innermost of its lines in the student's file.
func (g testGoroutine) place() testrecord.Place {
	if len(g.student) == 0 {
		return testrecord.Place{}
	}
	return g.student[0]
}

// moves reports whether the goroutine could go on by itself.
func (g testGoroutine) moves() bool {
	for _, waits := range []string{"chan ", "select", "sync.", "semacquire", "coroutine", "sleep"} {
		if strings.HasPrefix(g.state, waits) {
			return false
		}
	}
	return true
}

// inLock reports whether the goroutine waits for a lock.
func (g testGoroutine) inLock() bool {
	return strings.HasPrefix(g.state, "sync.") || strings.HasPrefix(g.state, "semacquire")
}

// key is equal for goroutines that wait at the same lines.
func (g testGoroutine) key() string { return fmt.Sprint(g.state, g.student) }

// testAnswerFile is the student's file as the runtime names it.
func testAnswerFile() string {
	pc := reflect.ValueOf(NewMap).Pointer()
	file, _ := runtime.FuncForPC(pc).FileLine(pc)
	return file
}
