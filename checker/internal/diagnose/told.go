package diagnose

import "strings"

// waitStates are the states of a blocked goroutine, as the runtime names them.
var waitStates = []string{
	"chan send (nil chan)", "chan receive (nil chan)", "select (no cases)", "chan send", "chan receive", "select",
	"sync.Mutex.Lock", "sync.RWMutex.RLock", "sync.RWMutex.Lock", "sync.WaitGroup.Wait", "sync.Cond.Wait",
}

// waitingIn reads the goroutines that a test's own message tells of: lines with a place and a state, such as
//
//	Move at mutexmap.go:93: sync.Mutex.Lock
//	sharedmap.go:67 (chan send): 1 waiting
//	sharedmap.go:67 (chan send): 채널에 보내려고 기다리는 고루틴 1개
//	tally.go:99  [chan send]
//
// partial: the list has lines of goroutines that stand elsewhere, so that who is missing in it proves nothing.
func waitingIn(message string) (out []Goroutine, partial bool) {
	for l := range strings.Lines(message) {
		g, at, ok := waitingLine(strings.TrimRight(l, "\r\n"))
		if ok && len(out) < maxStack {
			out = append(out, g)
		}
		partial = partial || at && !ok
	}
	return out, partial && len(out) > 0
}

// waitingLine reads one line; at: it names a place, whatever stands behind it.
func waitingLine(l string) (g Goroutine, at, ok bool) {
	file, line, after, at := placeIn(l)
	if !at {
		return Goroutine{}, false, false
	}
	after, _, _ = strings.Cut(after, "): ") // how many
	after = strings.Trim(after, " :[]")
	for _, s := range waitStates {
		if after == s || after == "("+s || after == "("+s+")" {
			at := Location{File: file, Line: line}
			return Goroutine{State: s, File: file, Line: line, Stack: []Location{at}}, true, true
		}
	}
	return Goroutine{}, true, false
}

// placeIn finds FILE.go:LINE in a text.
func placeIn(l string) (file string, line int, after string, ok bool) {
	i := strings.Index(l, ".go:")
	if i < 0 {
		return "", 0, "", false
	}
	line, after = number(l[i+len(".go:"):])
	start := strings.LastIndexAny(l[:i], " \t(\"") + 1
	return l[start : i+len(".go")], line, after, line > 0 && start < i
}

// toldPanics are the words around a panic that a test tells of, in the languages that tests speak.
var toldPanics = []struct{ before, place string }{
	{"panic: ", ", at "},
	{"패닉: ", ", 위치: "},
}

// panicIn reads a panic that a test caught and tells of: `panic: close of closed channel, at sharedmap.go:155`. Its message is told as Go tells it.
func panicIn(message string) (Finding, bool) {
	for _, told := range toldPanics {
		_, after, found := strings.Cut(message, told.before)
		if !found {
			continue
		}
		first, _, _ := strings.Cut(after, "\n")
		words, at, ok := strings.Cut(first, told.place)
		if !ok {
			continue
		}
		file, line, _, ok := placeIn(at)
		words = "panic: " + words
		return Finding{Kind: classify(words), Message: words, File: file, Line: line}, ok
	}
	return Finding{}, false
}
