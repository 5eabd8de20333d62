package goout

import "strings"

// A gocheckBlock reads the report of a test that failed in gocheck:
//
//	FAIL: stack_test.go:17: StackSuite.TestPop
//
//	stack_test.go:20:
//	    c.Assert(got, Equals, 42)
//	... obtained int = 41
//	... expected int = 42
type gocheckBlock struct {
	panicked bool
	test     string
	place    Location
	note     []string
	expected string
	actual   string
	stack    []Frame
	lines    int
}

// startGocheck returns a new gocheckBlock if the line is the first line of a report.
func startGocheck(line string) (*gocheckBlock, bool) {
	word, rest, _ := strings.Cut(line, ": ")
	at, test, ok := strings.Cut(rest, ": ")
	if word != "FAIL" && word != "PANIC" || !ok || !strings.Contains(test, ".") || strings.ContainsAny(test, " \t") || location(at).File == "" {
		return nil, false
	}
	return &gocheckBlock{panicked: word == "PANIC", test: test}, true
}

// feed handles a line of the report.
func (b *gocheckBlock) feed(line string) blockResult {
	if b.lines++; strings.HasPrefix(line, "-----") || strings.HasPrefix(line, "OOPS: ") || endsCrash(line) || b.lines > maxReport {
		return endBlock
	}
	place := location(strings.TrimSuffix(line, ":"))
	note, isNote := strings.CutPrefix(line, "... ")
	switch {
	case place.File != "" && b.panicked:
		b.stack = append(b.stack, Frame{File: place.File, Line: place.Line})
	case place.File != "":
		b.place = place
	case strings.HasPrefix(line, "  in ") && len(b.stack) > 0:
		b.name(strings.TrimPrefix(line, "  in "))
	case isNote && strings.HasPrefix(note, "obtained "):
		b.actual = afterEquals(note)
	case isNote && strings.HasPrefix(note, "expected "):
		b.expected = afterEquals(note)
	case isNote:
		b.note = append(b.note, note)
	}
	return continueBlock
}

// name names the function of the last frame. The report leaves out the package.
func (b *gocheckBlock) name(function string) {
	f := &b.stack[len(b.stack)-1]
	switch {
	case function == "gopanic" && inRuntime(f.File):
		f.Func = "panic"
	case inRuntime(f.File):
		f.Func = "runtime." + function
	case inStd(Slashed(f.File)) && strings.Contains(f.File, "/src/"):
		f.Func = "reflect." + function
	}
}

// afterEquals returns the value of `obtained int = 41`.
func afterEquals(note string) string {
	_, value, _ := strings.Cut(note, " = ")
	return value
}

// findings returns the failed check or the panic.
func (b *gocheckBlock) findings() []Finding {
	f := Finding{Kind: KindAssertion, Test: b.test, File: b.place.File, Line: b.place.Line, Expected: b.expected, Actual: b.actual, Message: strings.Join(b.note, "\n")}
	if !b.panicked {
		if f.File == "" {
			return nil
		}
		return []Finding{f}
	}
	f.Message = "panic: " + strings.TrimPrefix(f.Message, "Panic: ")
	if i := strings.LastIndex(f.Message, " (PC=0x"); i > 0 {
		f.Message = f.Message[:i]
	}
	f.Kind = Classify(f.Message)
	if f.Kind == KindPanic {
		f.Cause = CauseOf(f.Message)
	}
	g := (&dumpedGoroutine{state: "running", stack: belowPanic(b.stack)}).goroutine()
	f.MoveTo(g)
	if f.File != "" {
		f.Goroutines = []Goroutine{g}
	}
	return []Finding{f}
}
