package goout

import (
	"slices"
	"strings"
)

// A crashBlock reads a crash: the message of a panic or a fatal error, and the traceback below it.
type crashBlock struct {
	kind         Kind
	message      string
	messageEnded bool     // the message is over; the lines before the goroutines are the runtime's
	runningTests []string // the tests that were running at a test time-out
	dump         dump
	foreignLines int
}

// startCrash returns a new crashBlock if the line is the first line of a crash.
func startCrash(line string) (*crashBlock, bool) {
	for _, mark := range []string{"panic: ", "fatal error: ", "SIGQUIT: quit", "unexpected fault address", "http: panic serving "} {
		i := strings.Index(line, mark)
		if i < 0 || (i > 0 && !mayPrecede(line[:i])) {
			continue
		}
		b := &crashBlock{message: line[i:]}
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

// mayPrecede reports whether the text before the word that starts a crash can be the program's own output without a
// newline. Else the line is a sentence about a panic.
func mayPrecede(before string) bool {
	return !strings.HasSuffix(before, " ") && !strings.HasSuffix(before, "\t") && !strings.HasSuffix(before, "\"") ||
		strings.HasPrefix(before, "20") && strings.HasSuffix(before, " ")
}

// feed handles a line below the first line of the crash.
func (b *crashBlock) feed(line string) blockResult {
	if b.dump.feed(line) || line == "" {
		b.foreignLines = 0
		return continueBlock
	}
	if endsCrash(line) {
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
	if !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "[signal ") && !strings.HasPrefix(line, "panic: ") || b.messageEnded {
		b.messageEnded = true
		return
	}
	b.message = addLine(b.message, line)
	if b.kind == KindPanic {
		b.kind = Classify(b.message)
	}
}

// findings returns the crash, as far as it was read.
func (b *crashBlock) findings() []Finding {
	all := b.dump.goroutines()
	if b.kind == "" {
		return b.withoutMessage(all)
	}
	f := Finding{Kind: b.kind, Message: b.message}
	if len(b.runningTests) > 0 {
		f.Test = b.runningTests[0]
	}
	f.Goroutines = all
	if f.Kind == KindLeak || f.Kind == KindDeadlock {
		f.Goroutines = withoutReporter(all)
	}
	f.Partial = f.Kind == KindTimeout && b.othersRunning(all)
	b.locate(&f)
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
	switch {
	case len(leaked) > 0:
		return leaks(leaked)
	case len(b.dump.all) < 2 || len(all) == 0:
		return nil
	}
	f := Finding{Kind: KindUnknown, Goroutines: all, Partial: b.othersRunning(all)}
	b.locate(&f)
	return []Finding{f}
}

// locate sets the finding's place: the line that panicked, or the line of the first blocked goroutine.
func (b *crashBlock) locate(f *Finding) {
	if len(b.dump.all) == 0 {
		return
	}
	g := b.dump.all[0]
	if isBlockedKind(f.Kind) && f.moveToBlocked() {
		return
	}
	one := *g
	one.stack = belowPanic(g.stack)
	f.MoveTo(one.goroutine())
}

// isBlockedKind reports whether findings of the kind are about blocked goroutines.
func isBlockedKind(k Kind) bool {
	return k == KindDeadlock || k == KindLeak || k == KindTimeout || k == KindUnknown
}

// moveToBlocked moves the finding to a blocked goroutine. It prefers goroutines that do not merely wait for a WaitGroup,
// for time or for I/O. It returns false if no goroutine is blocked in the user's code.
func (f *Finding) moveToBlocked() bool {
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
	if best >= 0 {
		f.MoveTo(f.Goroutines[best])
	}
	return best >= 0
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
