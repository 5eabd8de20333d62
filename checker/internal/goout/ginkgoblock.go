package goout

import "strings"

// A ginkgoBlock reads the report of a spec that failed in ginkgo:
//
//   - [FAILED] [2.004 seconds]
//     Job controller [It] becomes ready
//     /home/ann/job_test.go:95
//
//     [FAILED] Timed out after 2.001s.
//     In [It] at: /home/ann/job_test.go:103 @ 05/01/24 10:00:02.345
type ginkgoBlock struct {
	panicked bool
	timedOut bool // the report goes on with the goroutines, each below `goroutine 22 [chan receive]`
	title    string
	text     []string
	place    Location // where the assertion stands
	last     Location // the last place in the report
	traced   bool     // the stack follows
	dump     dump
	lines    int
}

// ginkgoRule separates the reports of ginkgo.
const ginkgoRule = "------------------------------"

// startGinkgo returns a new ginkgoBlock if the line is the first line of a failed spec's report.
func startGinkgo(line string) (*ginkgoBlock, bool) {
	rest, ok := strings.CutPrefix(line, "• ")
	if !ok {
		return nil, false
	}
	rest = strings.TrimPrefix(rest, "[")
	for _, w := range [...]string{"FAILED", "TIMEDOUT", "Failure"} {
		if strings.HasPrefix(rest, w) {
			return &ginkgoBlock{timedOut: w == "TIMEDOUT"}, true
		}
	}
	if strings.HasPrefix(rest, "PANICKED") || strings.HasPrefix(rest, "Panic!") {
		return &ginkgoBlock{panicked: true}, true
	}
	return nil, false
}

// feed handles a line of the report.
func (b *ginkgoBlock) feed(line string) blockResult {
	trimmed := strings.TrimSpace(line)
	if b.lines++; strings.HasPrefix(line, ginkgoRule) || endsCrash(line) || b.lines > maxReport {
		return endBlock
	}
	if b.traced || b.timedOut && b.progress(trimmed) {
		b.dump.frame(line)
		return continueBlock
	}
	switch {
	case trimmed == "Full Stack Trace":
		b.traced = true
		b.dump.start(&dumpedGoroutine{state: "running"})
	case strings.HasPrefix(trimmed, "In [") && strings.Contains(trimmed, "] at: "):
		_, at, _ := strings.Cut(trimmed, "] at: ")
		at, _, _ = strings.Cut(at, " @ ")
		b.place = location(at)
	case location(trimmed).File != "":
		b.last = location(trimmed)
	case b.title == "" && trimmed != "":
		b.title = trimmed
	case isBlankLine(line):
		b.text = append(b.text, strings.TrimPrefix(line, "  "))
	}
	return continueBlock
}

// progress reports whether the line belongs to the goroutines of a spec that took too long.
func (b *ginkgoBlock) progress(trimmed string) bool {
	if g, ok := parseGoroutine(trimmed + ":"); ok {
		b.dump.start(g)
		return true
	}
	return len(b.dump.all) > 0
}

// isBlankLine reports whether the line is empty or begins with a blank.
func isBlankLine(line string) bool { return line == "" || isBlank(line[0]) }

// location parses `/home/ann/main_test.go:12`. It returns an empty Location for other text.
func location(s string) Location {
	file, line, ok := parsePlace(s)
	if !ok || !isPath(file) {
		return Location{}
	}
	return Location{File: file, Line: line}
}

// findings returns the spec's failure or its panic.
func (b *ginkgoBlock) findings() []Finding {
	message := b.message()
	if message == "" && b.place.File == "" {
		return nil
	}
	if b.panicked {
		return b.panic(message)
	}
	if all := b.dump.goroutines(); len(all) > 0 {
		f := Finding{Kind: KindTimeout, Test: b.title, Message: message, Goroutines: all, Partial: true} // the report leaves goroutines out
		f.moveToBlocked()
		return []Finding{f}
	}
	f := Finding{Kind: KindAssertion, Test: b.title, Message: message, File: b.place.File, Line: b.place.Line}
	if f.File == "" {
		f.File, f.Line = b.last.File, b.last.Line
	}
	f.readGomega()
	return []Finding{f}
}

// message returns the text of the failure without ginkgo's own words.
func (b *ginkgoBlock) message() string {
	message := ""
	for _, l := range b.text {
		for _, own := range [...]string{"[FAILED] ", "[PANICKED] ", "[TIMEDOUT] "} {
			l = strings.TrimPrefix(l, own)
		}
		if b.panicked && (strings.TrimSpace(l) == "Test Panicked" || strings.TrimSpace(l) == "") {
			continue
		}
		message = addLine(message, l)
	}
	return strings.TrimSpace(message)
}

func (b *ginkgoBlock) panic(message string) []Finding {
	message = "panic: " + message
	f := Finding{Kind: Classify(message), Test: b.title, Message: message}
	if f.Kind == KindPanic {
		f.Cause = CauseOf(message)
	}
	if len(b.dump.all) > 0 {
		g := *b.dump.all[0]
		g.stack = belowPanic(g.stack)
		f.Goroutines = b.dump.goroutines()
		f.MoveTo(g.goroutine())
	}
	if at := (Frame{File: b.place.File, Func: "panic"}); f.File == "" && !inRuntime(at.File) {
		f.File, f.Line = b.place.File, b.place.Line
	}
	return []Finding{f}
}

// readGomega sets the expected and the actual value from a text of gomega: `Expected`, the actual value, `to equal`, the
// expected value.
func (f *Finding) readGomega() {
	lines := strings.Split(f.Message, "\n")
	for i := 0; i+3 < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == "Expected" && strings.TrimSpace(lines[i+2]) == "to equal" {
			f.Actual, f.Expected = strings.TrimSpace(lines[i+1]), strings.TrimSpace(lines[i+3])
			f.Message = strings.TrimSpace(strings.Join(append(lines[:i:i], lines[i+4:]...), "\n"))
			return
		}
	}
}
