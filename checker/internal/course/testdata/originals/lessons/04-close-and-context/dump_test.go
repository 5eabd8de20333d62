package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// testDumpedGoroutine is one goroutine of a dump: who it is, and what it waits for.
type testDumpedGoroutine struct {
	id    string
	state string // "chan send", "select", "running", …
	stack string
}

var (
	testDumpHeader = regexp.MustCompile(`^goroutine (\d+) \[([^,\]]+)`)
	testDumpLine   = regexp.MustCompile(`(?m)^\t(\S.*[/\\]sharedmap\.go):(\d+)`)
)

// testDumpGoroutines returns all goroutines but the one that calls it. The world is
// stopped for it, so what it says was true at one and the same moment.
func testDumpGoroutines() []testDumpedGoroutine {
	buf := make([]byte, 4096*(runtime.NumGoroutine()+2))
	n := runtime.Stack(buf, true)
	for n == len(buf) {
		buf = make([]byte, 2*len(buf))
		n = runtime.Stack(buf, true)
	}
	var all []testDumpedGoroutine
	for _, block := range strings.Split(string(buf[:n]), "\n\n")[1:] {
		if g, ok := testParseGoroutine(block); ok {
			all = append(all, g)
		}
	}
	return all
}

// testParseGoroutine reads one block of a dump.
func testParseGoroutine(block string) (testDumpedGoroutine, bool) {
	header := testDumpHeader.FindStringSubmatch(block)
	if header == nil {
		return testDumpedGoroutine{}, false
	}
	return testDumpedGoroutine{header[1], strings.TrimSuffix(header[2], " (durable)"), block}, true
}

// where says at which line of sharedmap.go g is, or "".
func (g testDumpedGoroutine) where() string {
	stack, _, _ := strings.Cut(g.stack, "\ncreated by ")
	line := testSharedmapLine(stack)
	if line == "" {
		return ""
	}
	return fmt.Sprintf(testWords("%s (%s)", "%s (%s):"), line, g.state) + testWords("", testKoreanWait(g.state))
}

// testKoreanWait says in Korean what a goroutine of that state waits for, or "". English readers know the runtime's words.
func testKoreanWait(state string) string {
	switch state {
	case "chan send":
		return " 채널에 보내려고 기다리는"
	case "chan receive":
		return " 채널에서 받으려고 기다리는"
	case "chan send (nil chan)", "chan receive (nil chan)":
		return " nil 채널에서 기다리는"
	case "select", "select (no cases)":
		return " select 문에서 기다리는"
	case "sync.Mutex.Lock", "sync.RWMutex.RLock", "sync.RWMutex.Lock":
		return " 잠금을 기다리는"
	case "sleep":
		return " 잠든"
	}
	if slices.Contains(testBlockedStates, state) {
		return " 기다리는"
	}
	return ""
}

// startedBySharedMap says whether g's go statement stands in sharedmap.go.
func (g testDumpedGoroutine) startedBySharedMap() bool {
	_, creator, _ := strings.Cut(g.stack, "\ncreated by ")
	return testSharedmapLine(creator) != ""
}

// testSharedmapLine finds the innermost line of sharedmap.go in a stack.
func testSharedmapLine(stack string) string {
	m := testDumpLine.FindStringSubmatch(stack)
	if m == nil {
		return ""
	}
	return filepath.Base(strings.ReplaceAll(m[1], `\`, "/")) + ":" + m[2]
}

// testBlockedStates are those in which a goroutine waits for another one, or for
// time to pass. In all others it will go on by itself.
var testBlockedStates = []string{
	"chan receive", "chan send", "select", "select (no cases)",
	"chan receive (nil chan)", "chan send (nil chan)", "sync.Mutex.Lock",
	"sync.RWMutex.RLock", "sync.RWMutex.Lock", "sync.WaitGroup.Wait",
	"sync.Cond.Wait", "semacquire", "sleep", "IO wait", "coroutine", "synctest.Run", "synctest.Wait",
}

func (g testDumpedGoroutine) blocked() bool {
	return slices.Contains(testBlockedStates, g.state)
}

// testPlaces counts the goroutines at each line of sharedmap.go, one line of text each.
func testPlaces(all []testDumpedGoroutine) string {
	count := map[string]int{}
	for _, g := range all {
		if where := g.where(); where != "" {
			count[where]++
		}
	}
	var lines []string
	for where, n := range count {
		lines = append(lines, fmt.Sprintf(testWords("    %s: %d waiting", "    %s 고루틴 %d개"), where, n))
	}
	if len(lines) == 0 {
		return testWords("    none at a line of sharedmap.go", "    sharedmap.go에는 없습니다")
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
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
