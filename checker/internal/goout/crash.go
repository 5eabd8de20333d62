package goout

import (
	"slices"
	"strings"
)

// A crashBlock reads a crash: the message of a panic or a fatal error, and the traceback below it.
type crashBlock struct {
	kind         Kind
	message      string
	bare         bool     // the message stands alone on its line
	cut          bool     // the beginning of the traceback is missing
	ended        string   // the line that ended the crash
	otherText    bool     // lines that are no part of a crash follow the message
	runtimeStack bool     // the stack of the runtime itself follows the message
	messageEnded bool     // the message is over; the lines before the goroutines are the runtime's
	runningTests []string // the tests that were running at a test time-out
	dump         dump
	foreignLines int
}

// crashMarks are the first words of a crash's message.
var crashMarks = []string{
	"panic: ", "fatal error: ", "unexpected fault address", "http: panic serving ", "Observed a panic: ", "fatal: morestack on g",
	"SIGQUIT: quit", "SIGSEGV: segmentation violation", "SIGABRT: abort", "SIGBUS: bus error", "SIGILL: illegal instruction", "SIGFPE: floating-point exception",
	"SIGTRAP: trace trap", "SIGSYS: bad system call", "Exception 0x", "runtime: goroutine stack exceeds ", "runtime: out of memory", "runtime: program exceeds ", "runtime/cgo: pthread_create failed",
}

// startCrash returns a new crashBlock if the line is the first line of a crash.
func startCrash(line string) (*crashBlock, bool) {
	for _, mark := range crashMarks {
		i := strings.Index(line, mark)
		if i < 0 || i > 0 && !mayPrecede(line[:i], mark) {
			continue
		}
		b := &crashBlock{message: line[i:], bare: i == 0}
		b.kind = Classify(b.message)
		return b, true
	}
	if g, ok := parseGoroutine(line); ok && strings.HasPrefix(line, "goroutine ") {
		b := &crashBlock{}
		b.dump.start(g)
		return b, true
	}
	return nil, false
}

// mayPrecede reports whether the text before the first words of a crash can be what a logger or the program, without a
// newline, wrote there. Else the line is a sentence about a panic.
func mayPrecede(before, mark string) bool {
	if before[0] == '\t' {
		return false
	}
	if !isBlank(before[len(before)-1]) {
		return strings.IndexByte("\"'`", before[len(before)-1]) < 0 && isCrashWord(mark)
	}
	words := strings.Fields(before)
	return !isCrashWord(mark) || len(words) > 0 && len(words) <= 3 && isTime(words[len(words)-1])
}

// isCrashWord reports whether the mark is a word that sentences use too.
func isCrashWord(mark string) bool { return mark == "panic: " || mark == "fatal error: " }

// isTime reports whether the word begins with a time of day or ends with one: 08:09:10, 2026-05-17T08:09:10.5Z.
func isTime(word string) bool {
	i := strings.IndexByte(word, ':')
	return i >= 2 && isDigit(word[i-1]) && i+3 < len(word) && isDigit(word[i+1]) && word[i+3] == ':'
}

// feed handles a line below the first line of the crash.
func (b *crashBlock) feed(line string) blockResult {
	if b.startsHeaderless(line) {
		b.dump.start(&dumpedGoroutine{state: "running"})
	}
	if b.dump.feed(line) || line == "" {
		b.foreignLines = 0
		return continueBlock
	}
	if endsCrash(line) {
		b.ended = line
		return endBlock
	}
	if b.dump.current == nil {
		b.addMessageLine(line)
	}
	if b.foreignLines++; b.foreignLines > maxForeignLines {
		return endBlock
	}
	return continueBlock
}

// startsHeaderless reports whether the line is the first frame of a traceback without the line above it that names the goroutine, as Windows gives one
// below an exception.
func (b *crashBlock) startsHeaderless(line string) bool {
	return b.dump.current == nil && strings.HasPrefix(b.message, "Exception 0x") && line != "" && !isBlank(line[0]) && isFunctionLine(line)
}

// endsCrash reports whether the line is one that go test, go run or the next test prints after a crash.
func endsCrash(line string) bool {
	for _, p := range []string{"exit status ", "FAIL\t", "=== RUN", "ok  \t", "--- FAIL", "--- PASS", "*** Test killed"} {
		if strings.HasPrefix(line, p) {
			return true
		}
	}
	return line == "FAIL" || line == "PASS"
}

// addMessageLine handles a line between the first line of the crash and the goroutines.
func (b *crashBlock) addMessageLine(line string) {
	trimmed := strings.TrimSpace(line)
	if name, _, ok := strings.Cut(trimmed, " ("); ok && strings.HasPrefix(line, "\t\tTest") && len(b.runningTests) < MaxStack {
		b.runningTests = append(b.runningTests, name)
	}
	if strings.HasPrefix(line, "fatal error: ") && !strings.HasPrefix(b.message, "panic: ") { // the lines above it are details
		b.message, b.kind = line+"\n"+b.message, Classify(line)
		return
	}
	b.runtimeStack = b.runtimeStack || b.bare && line == "runtime stack:"
	if !continuesMessage(line) && !b.continuesValue(line) || b.messageEnded {
		b.messageEnded, b.otherText = true, true
		return
	}
	b.otherText = b.otherText || strings.HasPrefix(line, "panic: ") // Go indents the panics that follow the first one
	b.message = addLine(b.message, line)
	if b.kind == KindPanic {
		b.kind = Classify(b.message)
	}
}

// continuesValue reports whether the line is one more line of the value of a panic. Go 1.22 and older do not indent such
// lines, so that only those with an indentation of their own can be told from other output.
func (b *crashBlock) continuesValue(line string) bool {
	return b.bare && strings.HasPrefix(b.message, "panic: ") && strings.HasPrefix(line, "  ")
}

// continuesMessage reports whether the line is a further line of a crash's message.
func continuesMessage(line string) bool {
	for _, begin := range [...]string{"\t", "[signal ", "panic: ", "signal arrived during ", "runtime: goroutine stack ", "runtime: out of memory"} {
		if strings.HasPrefix(line, begin) {
			return true
		}
	}
	return false
}

// isEvent reports whether the block is a crash and not a sentence with its words: a traceback follows, or nothing but
// what the go command prints after a crash.
func (b *crashBlock) isEvent() bool {
	switch {
	case b.kind == "" || len(b.dump.all) > 0 || strings.HasPrefix(b.ended, "exit status 2") || b.runtimeStack:
		return true
	case !b.bare || b.otherText:
		return false
	}
	return b.ended == "" || strings.HasPrefix(b.ended, "FAIL") || strings.HasPrefix(b.ended, "exit status ") || strings.HasPrefix(b.ended, "*** ")
}

// findings returns the crash, as far as it was read.
func (b *crashBlock) findings() []Finding {
	if !b.isEvent() {
		return nil
	}
	all := b.dump.goroutines()
	if b.kind == "" {
		return b.withoutMessage(all)
	}
	f := Finding{Kind: b.kind, Message: b.message}
	f.Goroutines = all
	if f.Kind == KindLeak || f.Kind == KindDeadlock {
		f.Goroutines = withoutReporter(all)
	}
	f.Partial = f.Kind == KindTimeout && b.othersRunning(all)
	b.setTest(&f, b.locate(&f))
	b.setCause(&f)
	return []Finding{f}
}

// withoutReporter returns the goroutines except the running one, which only reports that the others are blocked.
func withoutReporter(all []Goroutine) []Goroutine {
	out := slices.DeleteFunc(slices.Clone(all), func(g Goroutine) bool { return g.State == "running" })
	if len(out) == 0 {
		return all
	}
	return out
}

// othersRunning reports whether a goroutine was running or runnable, other than the first one, which reports the
// time-out. Such a goroutine may still end the wait of others, and the runtime may have no stack of it.
func (b *crashBlock) othersRunning(all []Goroutine) bool {
	return slices.ContainsFunc(all, func(g Goroutine) bool {
		return g.ID != b.dump.all[0].id && (strings.HasPrefix(g.State, "running") || strings.HasPrefix(g.State, "runnable"))
	})
}

// withoutMessage returns the findings of a traceback without a message: a traceback that was asked for, or whose
// beginning was cut off.
func (b *crashBlock) withoutMessage(all []Goroutine) []Finding {
	var leaked []*dumpedGoroutine
	for _, g := range b.dump.all {
		if strings.Contains(g.state, "(leaked)") {
			leaked = append(leaked, g)
		}
	}
	first := b.dump.all[0]
	switch {
	case len(leaked) > 0:
		return leaks(leaked)
	case hasPanic(first.stack) && first.stack[0].Func != "runtime/debug.Stack": // the program recovered from that panic
		f := Finding{Kind: KindPanic, Cause: "no-message", Goroutines: all}
		b.locate(&f)
		return []Finding{f}
	case len(all) == 0 || len(b.dump.all) < 2 && !b.cut:
		return nil
	}
	f := Finding{Kind: KindUnknown, Cause: "dump", Goroutines: all, Partial: b.cut || b.othersRunning(all)}
	switch {
	case b.cut:
		f.Cause = "cut"
	case inProfiler(first.stack):
		f.Cause = "asked-pprof"
	}
	b.locate(&f)
	return []Finding{f}
}

// hasPanic reports whether the goroutine of the stack panicked.
func hasPanic(stack []Frame) bool { return slices.ContainsFunc(stack, Frame.IsPanic) }

// locate sets the finding's place: the line that panicked, or the line of the first blocked goroutine. It returns the
// stack of that goroutine.
func (b *crashBlock) locate(f *Finding) []Frame {
	if len(b.dump.all) == 0 {
		return nil
	}
	if isBlockedKind(f.Kind) {
		if g := f.moveToBlocked(); g != nil {
			return g.Frames
		}
	}
	one := *b.dump.all[0]
	one.stack = belowPanic(one.stack)
	f.MoveTo(one.goroutine())
	return one.stack
}

// isBlockedKind reports whether findings of the kind are about blocked goroutines.
func isBlockedKind(k Kind) bool {
	return k == KindDeadlock || k == KindLeak || k == KindTimeout || k == KindUnknown
}

// moveToBlocked moves the finding to a blocked goroutine. It prefers goroutines that do not merely wait for a WaitGroup,
// for time or for I/O. It returns nil if no goroutine is blocked in the user's code.
func (f *Finding) moveToBlocked() *Goroutine {
	best := -1
	for i, g := range f.Goroutines {
		if g.File == "" || strings.HasPrefix(g.State, "running") || g.State == "runnable" {
			continue
		}
		if best < 0 {
			best = i
		}
		if !strings.HasPrefix(g.State, "sync.WaitGroup.Wait") && !strings.HasPrefix(g.State, "sleep") && g.State != "IO wait" {
			best = i
			break
		}
	}
	if best < 0 {
		return nil
	}
	f.MoveTo(f.Goroutines[best])
	return &f.Goroutines[best]
}

// MoveTo sets the finding's place to the place of g, one of its goroutines.
func (f *Finding) MoveTo(g Goroutine) {
	f.File, f.Line, f.Func, f.Created = g.File, g.Line, g.Func, g.Created
	if g.File == "" && g.Created != nil {
		f.File, f.Line, f.Func = g.Created.File, g.Created.Line, g.Created.Func
	}
}

// belowPanic returns the stack below the first panic. The frames above are the deferred functions that panicked again.
func belowPanic(stack []Frame) []Frame {
	for i := len(stack) - 1; i >= 0; i-- {
		if stack[i].Func == "panic" || stack[i].Func == "runtime.gopanic" || stack[i].Func == "runtime.fatal" || stack[i].Func == "runtime.throw" {
			return stack[i+1:]
		}
	}
	return stack
}
