package blame

import (
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// A deed is what an output says was done at a line.
type deed string

const (
	reads       deed = "read"  // of memory that others can reach, as an Access's Op
	writes      deed = "write" // the same
	calls       deed = "call"
	starts      deed = "start a goroutine"
	sends       deed = "send"
	receives    deed = "receive"
	selects     deed = "select"
	closes      deed = "close"
	sendsClosed deed = "send to a closed channel"
	usesMap     deed = "use a map"
	indexes     deed = "index"
	divides     deed = "divide"
	asserts     deed = "assert a type"
	derefs      deed = "follow a pointer"
	panics      deed = "panic"
	anything    deed = "anything"
	stands      deed = "stand there" // the compiler named the line: there is one
)

// stateDeed is what a goroutine of a dump was doing at its innermost line, where that is the user's: the runtime's own frames are not printed.
func stateDeed(g goout.Goroutine) deed {
	state, _, _ := strings.Cut(g.State, " (")
	switch state {
	case "chan send":
		return sends
	case "chan receive":
		return receives
	case "select":
		return selects
	}
	return anything
}

// panicWords are the runtime's own words for a panic, by their beginning, and what a line did that it says so of (runtime/error.go, runtime/panic.go,
// runtime/chan.go). Other panics are calls of panic.
var panicWords = []struct {
	words string
	did   deed
}{
	{"runtime error: index out of range", indexes}, {"runtime error: slice bounds out of range", indexes},
	{"runtime error: integer divide by zero", divides}, {"runtime error: invalid memory address or nil pointer dereference", derefs},
	{"runtime error: ", anything}, {"interface conversion: ", asserts}, {"assignment to entry in nil map", usesMap},
	{"send on closed channel", sendsClosed}, {"close of closed channel", closes}, {"close of nil channel", closes}, {"makechan: ", anything},
}

// panicDeed is what the line did that panicked first, where a program panicked more than once.
func panicDeed(f goout.Finding) deed {
	switch f.Kind {
	case goout.KindMapFatal:
		return usesMap
	case goout.KindPanic, goout.KindNilDereference, goout.KindSendOnClosed, goout.KindCloseOfClosed:
	default:
		return anything
	}
	words, ok := strings.CutPrefix(f.Message, "panic: ")
	if at, isHTTP := strings.CutPrefix(f.Message, "http: panic serving "); isHTTP { // ADDRESS: words
		_, words, ok = strings.Cut(at, ": ")
	}
	if !ok || strings.Contains(words, "called using nil") { // a method by value, in a function of the compiler's
		return anything
	}
	for _, w := range panicWords {
		if strings.HasPrefix(words, w.words) {
			return w.did
		}
	}
	return panics
}

// again tells whether a program panicked once more, in a deferred function.
func again(f goout.Finding) bool {
	return strings.Contains(f.Message, "[recovered") || strings.Contains(f.Message, "\tpanic: ")
}

// panicsAt is what the line did at which a panic began, below the frames of the deferred functions that it ran. Of several panics the deepest was the first.
func panicsAt(below []goout.Frame, top deed) deed {
	isWait := slices.Contains([]deed{sends, receives, selects}, top) // what the goroutine does now, in a deferred function
	if isWait || slices.ContainsFunc(below, goout.Frame.IsPanic) {
		return anything
	}
	return top
}

// runtimeDeeds tell what a line did of which the output names the function of the runtime that did it, by the beginning of its name.
var runtimeDeeds = []struct {
	name string
	did  deed
}{
	{"map", usesMap}, {"chansend", sends}, {"chanrecv", receives}, {"selectgo", selects}, {"selectnb", selects}, {"block", selects}, {"closechan", closes},
	{"panicIndex", indexes}, {"panicBounds", indexes}, {"goPanicSliceConvert", anything}, {"goPanic", indexes}, {"panicSlice", indexes}, {"panicdivide", divides}, {"panicdottype", asserts}, {"growslice", reads},
}

// inWords are the deeds that are told of in the words of a panic. A program may panic with the same words.
var inWords = []deed{sendsClosed, closes, usesMap, indexes, divides, asserts, derefs}

// can tells whether what a claim says can have been done at its line of the function.
func (u *packageInfo) can(in *function, c claim) bool {
	l := &lineOf{u: u, in: in, line: c.line}
	l.collect()
	switch pkg := goout.PackageOf(c.callee); {
	case strings.HasPrefix(c.callee, "type:.") || strings.HasPrefix(c.callee, "type.."): // the compiler's own, for == and the keys of maps
		return l.can(anything)
	case c.did == starts:
		return l.starts(c.callee)
	case c.did != calls:
		return l.can(c.did) || slices.Contains(inWords, c.did) && l.can(panics)
	case pkg == "runtime":
		for _, d := range runtimeDeeds {
			if strings.HasPrefix(goout.ShortFunc(c.callee), d.name) {
				return l.can(d.did)
			}
		}
		return l.can(anything)
	case pkg == "internal/runtime/maps":
		return l.can(usesMap)
	}
	return l.calls(c.callee)
}
