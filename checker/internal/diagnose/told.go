package diagnose

import "strings"

// waitStates are the states of a blocked goroutine, as the runtime names them.
var waitStates = []string{
	"chan send (nil chan)", "chan receive (nil chan)", "select (no cases)", "chan send", "chan receive", "select",
	"sync.Mutex.Lock", "sync.RWMutex.RLock", "sync.RWMutex.Lock", "sync.WaitGroup.Wait", "sync.Cond.Wait",
}

// waitingIn reads the goroutines that a test's own message tells of: lines with a place, perhaps those it was called from, a state, and perhaps how many
// goroutines there are, such as
//
//	Move at mutexmap.go:93: sync.Mutex.Lock
//	Set at mutexmap.go:25, called by Move at mutexmap.go:97: sync.Mutex.Lock (9 goroutines)
//	sharedmap.go:67 (chan send): 1 waiting
//	sharedmap.go:67 (chan send): 채널에 보내려고 기다리는 고루틴 1개
//	tally.go:99  [chan send]
//
// partial: the list has lines of goroutines that stand elsewhere, so that who is missing in it proves nothing.
func waitingIn(message string) (out []Goroutine, partial bool) {
	for l := range strings.Lines(message) {
		l = strings.TrimRight(l, " \r\n")
		if strings.HasSuffix(l, ":") || strings.HasSuffix(l, " at") {
			continue // the words before a list, not a part of it
		}
		g, times, at := waitingLine(l)
		for range times {
			if len(out) < maxStack {
				out = append(out, g)
			}
		}
		partial = partial || at && times == 0
	}
	return out, partial && len(out) > 0
}

// waitingLine reads one line; times: how many goroutines wait so, 0 if none does; at: it names a place, whatever stands behind it.
func waitingLine(l string) (g Goroutine, times int, at bool) {
	var after string
	for part := range strings.SplitSeq(l, ", ") { // who called it stands behind a comma
		file, line, rest, ok := placeIn(part)
		if ok && len(g.Stack) < maxStack {
			g.Stack, after = append(g.Stack, Location{File: file, Line: line}), rest
		}
	}
	if len(g.Stack) == 0 {
		return Goroutine{}, 0, false
	}
	g.File, g.Line = g.Stack[0].File, g.Stack[0].Line
	after = strings.TrimLeft(after, " :[()")
	for _, s := range waitStates {
		rest, ok := strings.CutPrefix(after, s)
		rest = strings.TrimLeft(rest, ")]")
		if !ok || rest != "" && !strings.HasPrefix(rest, ": ") && !strings.HasPrefix(rest, " (") {
			continue
		}
		g.State = s
		times = 1
		if i := strings.IndexAny(rest, "123456789"); i >= 0 {
			times, _ = number(rest[i:])
		}
		return g, times, true
	}
	return Goroutine{}, 0, true
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
