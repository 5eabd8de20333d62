package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// dumpedGoroutine is one goroutine of a dump: who it is, and what it waits for.
type dumpedGoroutine struct {
	id    string
	state string // "chan send", "select", "running", …
	stack string
}

var (
	dumpHeader = regexp.MustCompile(`^goroutine (\d+) \[([^,\]]+)`)
	dumpLine   = regexp.MustCompile(`(?m)^\t(\S.*[/\\]sharedmap\.go):(\d+)`)
)

// dumpGoroutines returns all goroutines but the one that calls it. The world is
// stopped for it, so what it says was true at one and the same moment.
func dumpGoroutines() []dumpedGoroutine {
	buf := make([]byte, 4096*(runtime.NumGoroutine()+2))
	n := runtime.Stack(buf, true)
	for n == len(buf) {
		buf = make([]byte, 2*len(buf))
		n = runtime.Stack(buf, true)
	}
	var all []dumpedGoroutine
	for _, block := range strings.Split(string(buf[:n]), "\n\n")[1:] {
		if g, ok := parseGoroutine(block); ok {
			all = append(all, g)
		}
	}
	return all
}

// parseGoroutine reads one block of a dump.
func parseGoroutine(block string) (dumpedGoroutine, bool) {
	header := dumpHeader.FindStringSubmatch(block)
	if header == nil {
		return dumpedGoroutine{}, false
	}
	return dumpedGoroutine{header[1], strings.TrimSuffix(header[2], " (durable)"), block}, true
}

// where says at which line of sharedmap.go g is, or "".
func (g dumpedGoroutine) where() string {
	stack, _, _ := strings.Cut(g.stack, "\ncreated by ")
	line := sharedmapLine(stack)
	if line == "" {
		return ""
	}
	return fmt.Sprintf(inWords("%s (%s)", "%s (%s):"), line, g.state) + inWords("", koreanWait(g.state))
}

// koreanWait says in Korean what a goroutine of that state waits for, or "". English readers know the runtime's words.
func koreanWait(state string) string {
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
	if slices.Contains(blockedStates, state) {
		return " 기다리는"
	}
	return ""
}

// startedBySharedMap says whether g's go statement stands in sharedmap.go.
func (g dumpedGoroutine) startedBySharedMap() bool {
	_, creator, _ := strings.Cut(g.stack, "\ncreated by ")
	return sharedmapLine(creator) != ""
}

// sharedmapLine finds the innermost line of sharedmap.go in a stack.
func sharedmapLine(stack string) string {
	m := dumpLine.FindStringSubmatch(stack)
	if m == nil {
		return ""
	}
	return filepath.Base(strings.ReplaceAll(m[1], `\`, "/")) + ":" + m[2]
}

// blockedStates are those in which a goroutine waits for another one, or for
// time to pass. In all others it will go on by itself.
var blockedStates = []string{
	"chan receive", "chan send", "select", "select (no cases)",
	"chan receive (nil chan)", "chan send (nil chan)", "sync.Mutex.Lock",
	"sync.RWMutex.RLock", "sync.RWMutex.Lock", "sync.WaitGroup.Wait",
	"sync.Cond.Wait", "semacquire", "sleep", "IO wait", "synctest.Run", "synctest.Wait",
}

func (g dumpedGoroutine) blocked() bool {
	return slices.Contains(blockedStates, g.state)
}

// places counts the goroutines at each line of sharedmap.go, one line of text each.
func places(all []dumpedGoroutine) string {
	count := map[string]int{}
	for _, g := range all {
		if where := g.where(); where != "" {
			count[where]++
		}
	}
	var lines []string
	for where, n := range count {
		lines = append(lines, fmt.Sprintf(inWords("    %s: %d waiting", "    %s 고루틴 %d개"), where, n))
	}
	if len(lines) == 0 {
		return inWords("    none at a line of sharedmap.go", "    sharedmap.go에는 없습니다")
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// mapGoroutines counts the goroutines that code of sharedmap.go has started.
func mapGoroutines() int {
	n := 0
	for _, g := range dumpGoroutines() {
		if g.startedBySharedMap() {
			n++
		}
	}
	return n
}
