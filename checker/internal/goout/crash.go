package goout

import (
	"slices"
	"strings"
)

// A crashBlock reads how a program died: the message of a panic or a fatal error, and the goroutines below it.
type crashBlock struct {
	kind    Kind
	message string
	machine bool     // what comes now is the runtime's own stack, not the message
	tests   []string // the tests that were running, of a test time-out
	dump    dump
	strange int
}

// startCrash recognises the first line of a crash.
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

// mayPrecede tells whether what stands before the mark can be the program's own output without a newline, rather than a sentence
// about a panic.
func mayPrecede(before string) bool {
	return !strings.HasSuffix(before, " ") && !strings.HasSuffix(before, "\t") && !strings.HasSuffix(before, "\"") ||
		strings.HasPrefix(before, "20") && strings.HasSuffix(before, " ")
}

func (b *crashBlock) feed(line string) verdict {
	if b.dump.feed(line) || line == "" {
		b.strange = 0
		return goOn
	}
	if endsCrash(line) {
		return done
	}
	if b.dump.now == nil {
		b.note(line)
	}
	if b.strange++; b.strange > maxStrange {
		return done
	}
	return goOn
}

// endsCrash recognises what go test, go run and a further test print after a crash.
func endsCrash(line string) bool {
	for _, p := range []string{"exit status ", "FAIL\t", "=== RUN", "ok  \t", "--- FAIL", "--- PASS", "*** Test killed"} {
		if strings.HasPrefix(line, p) {
			return true
		}
	}
	return line == "FAIL" || line == "PASS"
}

// note keeps a line that stands between the first one and the goroutines.
func (b *crashBlock) note(line string) {
	trimmed := strings.TrimSpace(line)
	if name, _, ok := strings.Cut(trimmed, " ("); ok && strings.HasPrefix(line, "\t\tTest") && len(b.tests) < MaxStack {
		b.tests = append(b.tests, name)
	}
	if !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "[signal ") && !strings.HasPrefix(line, "panic: ") || b.machine {
		b.machine = true
		return
	}
	b.message = addLine(b.message, line)
	if b.kind == KindPanic {
		b.kind = Classify(b.message)
	}
}

func (b *crashBlock) findings() []Finding {
	all := b.dump.goroutines()
	if b.kind == "" {
		return b.bare(all)
	}
	f := Finding{Kind: b.kind, Message: b.message}
	if len(b.tests) > 0 {
		f.Test = b.tests[0]
	}
	f.Goroutines = all
	if f.Kind == KindLeak || f.Kind == KindDeadlock {
		f.Goroutines = waiting(all)
	}
	f.Partial = f.Kind == KindTimeout && b.moving(all)
	b.locate(&f)
	return []Finding{f}
}

// waiting leaves out the goroutine that only reports that the others are blocked.
func waiting(all []Goroutine) []Goroutine {
	out := slices.DeleteFunc(slices.Clone(all), func(g Goroutine) bool { return g.State == "running" })
	if len(out) == 0 {
		return all
	}
	return out
}

// moving tells whether a goroutine other than the dump's first, which reports, was not waiting: it may still end the wait of others. Where it computes,
// the runtime may know no line of it.
func (b *crashBlock) moving(all []Goroutine) bool {
	return slices.ContainsFunc(all, func(g Goroutine) bool {
		return g.ID != b.dump.all[0].id && (strings.HasPrefix(g.State, "running") || strings.HasPrefix(g.State, "runnable"))
	})
}

// bare is a dump without a message above it: somebody asked for it, or the beginning was cut off.
func (b *crashBlock) bare(all []Goroutine) []Finding {
	var leaked []*dumped
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
	f := Finding{Kind: KindUnknown, Goroutines: all, Partial: b.moving(all)}
	b.locate(&f)
	return []Finding{f}
}

// locate finds the line that matters most: where it panicked, or the first goroutine that is blocked.
func (b *crashBlock) locate(f *Finding) {
	if len(b.dump.all) == 0 {
		return
	}
	g := b.dump.all[0]
	if blocked(f.Kind) && f.atBlocked() {
		return
	}
	one := *g
	one.stack = belowPanic(g.stack)
	f.MoveTo(one.goroutine())
}

func blocked(k Kind) bool {
	return k == KindDeadlock || k == KindLeak || k == KindTimeout || k == KindUnknown
}

// atBlocked chooses a goroutine that is blocked; one that waits for others to end, or for time to pass, only if there is no better one.
func (f *Finding) atBlocked() bool {
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

// MoveTo makes the place of g, which is one of the finding's goroutines, the place of the finding.
func (f *Finding) MoveTo(g Goroutine) {
	f.File, f.Line, f.Func, f.Created = g.File, g.Line, g.Func, g.Created
	if g.File == "" && g.Created != nil {
		f.File, f.Line, f.Func = g.Created.File, g.Created.Line, g.Created.Func
	}
}

// belowPanic cuts the frames above the innermost call that panicked: deferred functions that panicked again.
func belowPanic(stack []Frame) []Frame {
	for i := len(stack) - 1; i >= 0; i-- {
		if stack[i].Func == "panic" || stack[i].Func == "runtime.gopanic" || stack[i].Func == "runtime.fatal" || stack[i].Func == "runtime.throw" {
			return stack[i+1:]
		}
	}
	return stack
}
