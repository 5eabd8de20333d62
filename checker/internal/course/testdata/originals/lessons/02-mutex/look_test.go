package main

import (
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"time"
)

// testWaiter is a goroutine of the lesson, as one look at all goroutines shows it.
type testWaiter struct {
	state string // as the runtime names it: "sync.Mutex.Lock", "running"
	where string // the innermost line of the student's file and those it was called from, or ""
	ours  bool   // the innermost line of the lesson is the test's own
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
	if strings.Contains(block, "(*testTurn).wait") {
		w.state = "turn"
	}
	for i := 1; i+1 < len(lines); i += 2 {
		at, _, _ := strings.Cut(strings.TrimSpace(lines[i+1]), " +")
		if !strings.HasPrefix(at, answer+":") || strings.HasPrefix(lines[i], "created by") {
			continue
		}
		name, place := testFunction(lines[i]), filepath.Base(at)
		place = testWords(name+" at "+place, name+"("+place+")")
		if w.where == "" {
			w.where, w.ours = place, !testBetween(lines[1:i])
		} else {
			w.where += testWords(", called by ", ", 호출한 곳 ") + place
		}
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

// testWatch tells a deadlock from a slow machine.
type testWatch struct {
	began, still time.Time
	looks        int
}

// stuck looks once, and says who waits where once it is certain that nothing
// will ever move again.
func (w *testWatch) stuck() string {
	now, all := time.Now(), testLook()
	if w.began.IsZero() {
		w.began = now
	}
	can := testMoves(all)
	if can == testYes || w.looks == 0 {
		w.still, w.looks = now, 0
	}
	w.looks++
	quiet := now.Sub(w.still)
	switch {
	case can == testNever && quiet > 500*time.Millisecond && w.looks > 10,
		can == testPerhaps && quiet > 3*time.Second && w.looks > 60:
		return testWords("Nothing can move any more, so this waits for ever:\n",
			"더 움직일 수 있는 것이 없으므로 영원히 기다립니다.\n") + testList(all)
	case now.Sub(w.began) > 8*time.Second:
		return testWords("It still goes on after 8 seconds:\n", "8초가 지나도 끝나지 않습니다.\n") + testList(all)
	}
	return ""
}

// testList writes a line for each place in the student's code where goroutines are.
func testList(all []testWaiter) string {
	times := map[string]int{}
	var order []string
	for _, w := range all {
		if w.where == "" {
			continue
		}
		line := w.where + ": " + w.state
		if w.ours {
			line = w.where + testWords(": inside the callback", ": 콜백 안")
		}
		if times[line]++; times[line] == 1 {
			order = append(order, line)
		}
	}
	var b strings.Builder
	for _, line := range order {
		b.WriteString("  " + line)
		if n := times[line]; n > 1 {
			fmt.Fprintf(&b, testWords(" (%d goroutines)", " (고루틴 %d개)"), n)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
