package blame

import (
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
)

// An action is what the output says that the program did at a line.
type action string

const (
	actRead       action = "read"  // read memory that other goroutines can reach; the value of goout.Access.Op
	actWrite      action = "write" // write such memory; the value of goout.Access.Op
	actCall       action = "call"
	actStart      action = "start a goroutine"
	actSend       action = "send"
	actReceive    action = "receive"
	actSelect     action = "select"
	actClose      action = "close"
	actSendClosed action = "send to a closed channel"
	actMap        action = "use a map"
	actIndex      action = "index"
	actDivide     action = "divide"
	actAssert     action = "assert a type"
	actDeref      action = "follow a pointer"
	actPanic      action = "panic"
	actAny        action = "anything"
	actExist      action = "exist" // the compiler named the line, so it must exist
)

// stateAction returns what a goroutine of a traceback was doing at its innermost line, judged by its state. The
// traceback leaves out the runtime's own frames.
func stateAction(g goout.Goroutine) action {
	state, _, _ := strings.Cut(g.State, " (")
	switch state {
	case "chan send":
		return actSend
	case "chan receive":
		return actReceive
	case "select":
		return actSelect
	}
	return actAny
}

// panicMessages lists the beginnings of the runtime's panic messages, and what the line did to cause each
// (runtime/error.go, runtime/panic.go, runtime/chan.go). Any other message is of a call of panic.
var panicMessages = []struct {
	words string
	did   action
}{
	{"runtime error: index out of range", actIndex}, {"runtime error: slice bounds out of range", actIndex},
	{"runtime error: integer divide by zero", actDivide}, {"runtime error: invalid memory address or nil pointer dereference", actDeref},
	{"runtime error: ", actAny}, {"interface conversion: ", actAssert}, {"assignment to entry in nil map", actMap},
	{"send on closed channel", actSendClosed}, {"close of closed channel", actClose}, {"close of nil channel", actClose}, {"makechan: ", actAny},
}

// panicAction returns what the line did that panicked. If the program panicked more than once, that is the first panic.
func panicAction(f goout.Finding) action {
	switch f.Kind {
	case goout.KindMapFatal:
		return actMap
	case goout.KindPanic, goout.KindNilDereference, goout.KindSendOnClosed, goout.KindCloseOfClosed:
	default:
		return actAny
	}
	words, ok := strings.CutPrefix(f.Message, "panic: ")
	if at, isHTTP := strings.CutPrefix(f.Message, "http: panic serving "); isHTTP { // ADDRESS: words
		_, words, ok = strings.Cut(at, ": ")
	}
	if !ok || strings.Contains(words, "called using nil") { // the compiler's wrapper of a value method panicked
		return actAny
	}
	for _, w := range panicMessages {
		if strings.HasPrefix(words, w.words) {
			return w.did
		}
	}
	return actPanic
}

// panickedAgain reports whether a deferred function panicked again.
func panickedAgain(f goout.Finding) bool {
	return strings.Contains(f.Message, "[recovered") || strings.Contains(f.Message, "\tpanic: ")
}

// actionAtPanic returns what the line did at which a panic began. below is the stack below the call of panic; the frames
// above it are deferred functions. If there are several panics, the deepest one was the first.
func actionAtPanic(below []goout.Frame, top action) action {
	isWait := slices.Contains([]action{actSend, actReceive, actSelect}, top) // the goroutine waits in a deferred function now
	if isWait || slices.ContainsFunc(below, goout.Frame.IsPanic) {
		return actAny
	}
	return top
}

// runtimeActions lists functions of the runtime by the beginning of their names, and what a line does that calls each.
var runtimeActions = []struct {
	name string
	did  action
}{
	{"map", actMap}, {"chansend", actSend}, {"chanrecv", actReceive}, {"selectgo", actSelect}, {"selectnb", actSelect}, {"block", actSelect}, {"closechan", actClose},
	{"panicIndex", actIndex}, {"panicBounds", actIndex}, {"goPanicSliceConvert", actAny}, {"goPanic", actIndex}, {"panicSlice", actIndex}, {"panicdivide", actDivide}, {"panicdottype", actAssert}, {"growslice", actRead},
}

// messageActions lists the actions that are known from the words of a panic. A call of panic can have the same words.
var messageActions = []action{actSendClosed, actClose, actMap, actIndex, actDivide, actAssert, actDeref}

// canDo reports whether the function can have done at the claim's line what the claim says.
func (pkg *packageInfo) canDo(in *function, c claim) bool {
	l := &sourceLine{pkg: pkg, function: in, line: c.line}
	l.collect()
	switch calleePkg := goout.PackageOf(c.callee); {
	case strings.HasPrefix(c.callee, "type:.") || strings.HasPrefix(c.callee, "type.."): // functions that the compiler makes for == and map keys
		return l.canDo(actAny)
	case c.action == actStart:
		return l.canStart(c.callee)
	case c.action != actCall:
		return l.canDo(c.action) || slices.Contains(messageActions, c.action) && l.canDo(actPanic)
	case calleePkg == "runtime":
		for _, d := range runtimeActions {
			if strings.HasPrefix(goout.ShortFunc(c.callee), d.name) {
				return l.canDo(d.did)
			}
		}
		return l.canDo(actAny)
	case calleePkg == "internal/runtime/maps":
		return l.canDo(actMap)
	}
	return l.canCall(c.callee)
}
