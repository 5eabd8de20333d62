package main

import (
	"regexp"
	"runtime"
	"strings"
)

// goroutine is what runtime.Stack tells about one goroutine.
type goroutine struct {
	name   string // goroutine 7
	state  string // chan receive
	frames string // the stack, without the 'created by' line
	made   string // the 'created by' lines
}

// asleep are the states in which a goroutine does nothing until another one
// wakes it. runtime.Stack stops the world, so a goroutine that has been woken
// never shows one of them.
var asleep = []string{
	"chan receive", "chan send", "select", "sleep", "sync.Mutex.Lock", "sync.RWMutex.Lock",
	"sync.RWMutex.RLock", "sync.WaitGroup.Wait", "sync.Cond.Wait",
}

var (
	bubblePattern = regexp.MustCompile(`synctest bubble \d+`)
	tallyPattern  = regexp.MustCompile(`tally\.go:\d+`)
)

// myBubble returns the name of the bubble that the caller runs in.
func myBubble() string {
	buf := make([]byte, 256)
	return bubblePattern.FindString(string(buf[:runtime.Stack(buf, false)]))
}

// goroutinesOf returns the goroutines of a bubble, all seen at one moment.
func goroutinesOf(bubble string) []goroutine {
	var all []goroutine
	for _, text := range strings.Split(allStacks(), "\n\n") {
		header, rest, _ := strings.Cut(text, "\n")
		if strings.HasSuffix(header, bubble+"]:") {
			all = append(all, parseGoroutine(header, rest))
		}
	}
	return all
}

func allStacks() string {
	for size := 1 << 17; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size {
			return string(buf[:n])
		}
	}
}

func parseGoroutine(header, rest string) goroutine {
	name, state, _ := strings.Cut(header, " [")
	state, _, _ = strings.Cut(state, ",")
	frames, made, _ := strings.Cut(rest, "created by ")
	return goroutine{name: name, state: state, frames: frames, made: made}
}

// moves reports whether the goroutine can still do something by itself.
func (g goroutine) moves() bool {
	for _, state := range asleep {
		if strings.HasPrefix(g.state, state) {
			return false
		}
	}
	return true
}

// ours reports whether the goroutine belongs to the tests' machinery, not to tally.go.
func (g goroutine) ours() bool {
	for _, name := range []string{".testingSynctestTest(", "synctest.Run(", ".keepClockStill("} {
		if strings.Contains(g.frames, name) {
			return true
		}
	}
	return false
}

// does says what the goroutine waits for.
func (g goroutine) does() string {
	if strings.Contains(g.frames, ".(*gate).pass(") {
		return inWords("inside the given function", "받은 함수 안")
	}
	return strings.TrimSuffix(g.state, " (durable)")
}

// place returns the line of tally.go at which the goroutine is, or was started.
func (g goroutine) place() string {
	if line := tallyPattern.FindString(g.frames); line != "" {
		return line
	}
	return tallyPattern.FindString(g.made)
}
