package main

import (
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

// testWaiter is a goroutine of the lesson, as one look at all goroutines shows it.
type testWaiter struct {
	state string             // as the runtime names it: "sync.Mutex.Lock", "running"
	where []testrecord.Place // the innermost line of the student's file and those it was called from
	ours  bool               // the innermost line of the lesson is the test's own
}

// testLook stops the world for a moment and returns every goroutine that runs the
// student's code or was started by a test, without the caller.
func testLook() []testWaiter {
	blocks := strings.Split(testStacks(), "\n\n")
	answer, harness := testAnswerFile(), testHarnessFile()
	var all []testWaiter
	for _, block := range blocks[1:] {
		if strings.Contains(block, answer+":") || strings.Contains(block, harness+":") {
			all = append(all, testParse(block, answer))
		}
	}
	return all
}

func testStacks() string {
	for size := 1 << 16; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size {
			return string(buf[:n])
		}
	}
}

// testParse reads "goroutine 7 [sync.Mutex.Lock, 2 minutes]:" and the frames under
// it, a function's line and then its file's line each.
func testParse(block, answer string) testWaiter {
	lines := strings.Split(block, "\n")
	_, state, _ := strings.Cut(lines[0], "[")
	state, _, _ = strings.Cut(state, "]")
	state, _, _ = strings.Cut(state, ",")
	w := testWaiter{state: state, ours: true}
	if state == "semacquire" && !strings.Contains(block, "sync.runtime_Semacquire") {
		w.state = "runtime" // it waits for the garbage collector, not for another goroutine
	}
	if strings.Contains(block, "(*testTurn).wait") {
		w.state = "turn"
	}
	for i := 1; i+1 < len(lines); i += 2 {
		at, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " +")
		if !strings.HasPrefix(at, answer+":") || strings.HasPrefix(lines[i], "created by") {
			continue
		}
		file, line, _ := strings.Cut(filepath.Base(at), ":")
		number, _ := strconv.Atoi(line)
		if len(w.where) == 0 {
			w.ours = !testBetween(lines[1:i])
		}
		w.where = append(w.where, testrecord.Place{File: file, Line: number, Func: testFunction(lines[i])})
	}
	return w
}

// testBetween tells whether the frames above the student's are the library's
// alone, so that it is the student's line that waits, and not a callback.
func testBetween(above []string) bool {
	for _, line := range above {
		if strings.Contains(line, "_test.go:") {
			return false
		}
	}
	return true
}

// testFunction turns "main.(*MutexMap).Set(0xc0000…)" into "Set".
func testFunction(frame string) string {
	if i := strings.LastIndex(frame, "("); i > 0 {
		frame = frame[:i]
	}
	_, name, _ := strings.Cut(filepath.Base(frame), ".")
	return strings.TrimPrefix(strings.TrimPrefix(name, "(*MutexMap)."), "MutexMap.")
}

func testAnswerFile() string {
	pc := reflect.ValueOf(NewMutexMap).Pointer()
	file, _ := runtime.FuncForPC(pc).FileLine(pc)
	return file
}

func testAnswerName() string { return filepath.Base(testAnswerFile()) }

func testHarnessFile() string {
	pc := reflect.ValueOf(testStart).Pointer()
	file, _ := runtime.FuncForPC(pc).FileLine(pc)
	return file
}

// testMotion says whether any goroutine can still move.
type testMotion int

const (
	testNever   testMotion = iota // all wait for one another
	testPerhaps                   // all wait, but a timer might wake one
	testYes
)

func testMoves(all []testWaiter) testMotion {
	most := testNever
	for _, w := range all {
		most = max(most, w.moves())
	}
	return most
}

func (w testWaiter) moves() testMotion {
	switch w.state {
	case "turn", "semacquire", "sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock",
		"sync.Cond.Wait", "sync.WaitGroup.Wait", "chan send", "chan send (nil chan)",
		"chan receive (nil chan)", "select (no cases)", "coroutine":
		return testNever
	case "chan receive", "select":
		if w.ours {
			return testNever
		}
		return testPerhaps
	}
	return testYes
}

// testWatch tells a deadlock from a slow machine. It counts looks and processor
// time, and never the time on the wall.
type testWatch struct {
	begun bool
	used  time.Duration // the processor time that this process had used at the first look
	still int           // looks in a row that found nobody who can move
}

// How long a watch goes on. A look is taken about every ten milliseconds.
const (
	testStillLooks   = 50              // nothing moves any more, look after look
	testPerhapsLooks = 300             // the same where a timer might still wake somebody
	testMostTime     = 6 * time.Second // of the processor: far more than any right answer needs
)

// stuck looks once. It says why the calls will never come back once that is
// certain, and "" before.
func (w *testWatch) stuck() (why string, all []testWaiter) {
	all = testLook()
	if !w.begun {
		w.begun, w.used = true, testrecord.ProcessorTime()
	}
	can := testMoves(all)
	w.still++
	if can == testYes {
		w.still = 0
	}
	switch {
	case can == testNever && w.still > testStillLooks, can == testPerhaps && w.still > testPerhapsLooks:
		why = testWords("nothing can move any more", "더 움직일 수 있는 것이 없습니다")
	case testrecord.ProcessorTime()-w.used > testMostTime:
		why = testWords("it goes on and on, and comes to no end", "계속 돌기만 하고 끝나지 않습니다")
	}
	return why, all
}

// testWaiting returns the goroutines that wait at the student's lines. partial:
// others are inside a callback, or still move.
func testWaiting(all []testWaiter) (waiting []testrecord.Waiting, partial bool) {
	at := map[string]int{}
	for _, w := range all {
		if len(w.where) == 0 {
			continue
		}
		if w.ours || w.moves() == testYes {
			partial = true
			continue
		}
		key := fmt.Sprint(w.where, w.state)
		if i, ok := at[key]; ok {
			waiting[i].Count++
			continue
		}
		at[key] = len(waiting)
		waiting = append(waiting, testrecord.Waiting{Stack: w.where, State: w.state, Count: 1})
	}
	return waiting, partial
}
