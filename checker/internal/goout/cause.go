package goout

import "strings"

// causes lists texts of a crash's message, and the cause that each of them means. The first match counts. Package msg
// has a sentence for each cause.
var causes = []struct{ text, cause string }{
	{"no goroutines (main called runtime.Goexit)", mainGoexit},
	{"morestack on g", "system-stack"},
	{"stack overflow", "stack-overflow"},
	{"goroutine stack exceeds", "stack-overflow"},
	{"cannot allocate memory", "out-of-memory"},
	{"out of memory", "out-of-memory"},
	{"thread exhaustion", "threads"},
	{"failed to create new OS thread", "threads"},
	{"newosproc", "threads"},
	{"pthread_create failed", "threads"},
	{"argument has Go pointer", "cgo-pointer"},
	{"unpinned Go pointer", "cgo-pointer"},
	{"cgo result has Go pointer", "cgo-pointer"},
	{"checkptr: ", "checkptr"},
	{"found bad pointer in Go heap", "bad-pointer"},
	{"bad pointer in frame", "bad-pointer"},
	{"invalid pointer found on stack", "bad-pointer"},
	{"signal arrived during cgo execution", "c-code"},
	{"signal arrived during external code execution", "c-code"},
	{"SIGABRT: abort", "abort"},
	{"SIGQUIT: quit", "asked"},
	{"integer divide by zero", "divide"}, // the message goes on with [signal SIGFPE…]
	{"SIGBUS", "bus"},
	{"unexpected fault address", "fault"},
	{"fatal error: fault", "fault"},
	{"unexpected signal during runtime execution", "signal"},
	{"SIGSEGV: segmentation violation", "signal"},
	{"SIGILL", "trap"},
	{"SIGFPE", "trap"},
	{"SIGTRAP", "trap"},
	{"Exception 0x", "signal"},
	{"WaitGroup is reused before previous Wait has returned", "waitgroup-reused"},
	{"WaitGroup misuse: Add called concurrently with Wait", "waitgroup-misused"},
	{"in goroutine after ", "after-test"},
	{"test executed panic(nil) or runtime.Goexit", "goexit"},
	{"unexpected call to os.Exit(0) during test", "exit-zero"},
	{"inconsistent mutex state", "lock-state"},
	{"assignment to entry in nil map", "nil-map"},
	{"index out of range", "index"},
	{"slice bounds out of range", "slice"},
	{"interface conversion: ", "conversion"},
	{"cannot convert slice with length", "conversion"},
	{"hash of unhashable type", "unhashable"},
	{"comparing uncomparable type", "unhashable"},
	{"close of nil channel", "close-nil"},
	{"panic called with nil argument", "nil-panic"},
	{"makeslice: ", "make-size"},
	{"makechan: ", "make-size"},
	{"negative shift amount", "shift"},
	{"reflect: ", "reflect"},
	{"reflect.Value", "reflect"},
	{"receive on synctest channel from outside bubble", "bubble"},
	{"synctest channel from outside bubble", "bubble"},
	{"invalid memory address or nil pointer dereference", "nil-dereference"},
	{": nil pointer dereference", "nil-dereference"},
}

// mainGoexit is the cause of the deadlock in which no goroutine waits: none is left.
const mainGoexit = "main-goexit"

// CauseOf returns the cause that the message of a crash names, or "".
func CauseOf(message string) string {
	for _, c := range causes {
		if strings.Contains(message, c.text) {
			return c.cause
		}
	}
	return ""
}

// setCause sets the cause of a crash. The first goroutine of the traceback is the one that crashed.
func (b *crashBlock) setCause(f *Finding) {
	if f.Kind == KindDeadlock && CauseOf(f.Message) == mainGoexit {
		f.Cause = mainGoexit
	}
	if f.Kind != KindPanic && f.Kind != KindTimeout {
		return
	}
	f.Cause = CauseOf(firstPanic(f.Message))
	if (f.Cause == "signal" || f.Cause == "trap") && len(b.dump.all) > 0 && inC(b.dump.all[0].stack) {
		f.Cause = "c-code"
	}
}

// firstPanic returns the message without that of a panic in a deferred call, and without the signal, which belongs to the
// last panic. A panic that was recovered and raised again has one reason.
func firstPanic(message string) string {
	first, rest, ok := strings.Cut(message, "\n\tpanic: ")
	if !ok || strings.Contains(first, "[recovered") || !strings.HasPrefix(first, "panic: ") || strings.Contains(rest, "[recovered") {
		return message
	}
	return first
}

// inC reports whether the stack is of a goroutine that called C.
func inC(stack []Frame) bool {
	for i, f := range stack {
		if i < 3 && (f.Func == "runtime.cgocall" || strings.Contains(f.Func, "._Cfunc_")) {
			return true
		}
	}
	return false
}
