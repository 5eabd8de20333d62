package goout

import "strings"

// A leakBlock reads goleak's report, which prints a traceback in brackets.
type leakBlock struct {
	dump         dump
	place        Location // of the check in the test's log, if the report is there
	foreignLines int
}

// startLeak returns a new leakBlock if the line is the first line of goleak's report.
func startLeak(line string) (*leakBlock, bool) {
	if strings.HasSuffix(line, "found unexpected goroutines:") { // the goroutines follow (goleak, leaks.go)
		b := &leakBlock{}
		if e, ok := parseLogEntry(line, len(line)-len(strings.TrimLeft(line, " "))); ok {
			b.place = Location{File: e.file, Line: e.line}
		}
		return b, true
	}
	return nil, false
}

// feed handles a line of the report.
func (b *leakBlock) feed(line string) blockResult {
	trimmed := strings.TrimLeft(line, " \t[")
	if g, ok := parseGoleak(trimmed); ok {
		b.dump.start(g)
		return continueBlock
	}
	switch {
	case trimmed == "]":
		return endConsumed
	case line == "" || b.dump.current != nil && b.dump.frame(line):
		return continueBlock
	case b.dump.current == nil:
		if b.foreignLines++; b.foreignLines > 2 {
			return endBlock
		}
		return continueBlock
	case endsCrash(line) || strings.HasPrefix(trimmed, "--- "):
		return endBlock
	}
	return continueBlock
}

// parseGoleak parses `Goroutine 7 in state chan receive, with main.wait on top of the stack:`.
func parseGoleak(line string) (*dumpedGoroutine, bool) {
	rest, ok := strings.CutPrefix(line, "Goroutine ")
	if !ok {
		return nil, false
	}
	id, rest := number(rest)
	rest, ok = strings.CutPrefix(rest, " in state ")
	if !ok || id == 0 {
		return nil, false
	}
	state, _, _ := strings.Cut(rest, ", with ")
	g := &dumpedGoroutine{id: id}
	g.readState(state)
	return g, true
}

// findings returns the leak, as far as the report was read.
func (b *leakBlock) findings() []Finding {
	if found := leaks(b.dump.all); len(found) > 0 || len(b.dump.all) == 0 {
		return found
	}
	f := Finding{Kind: KindLeak, Cause: "leak-library", File: b.place.File, Line: b.place.Line}
	for _, g := range b.dump.all {
		for _, at := range g.stack {
			if strings.HasPrefix(at.Func, "net/http.(*persistConn).") {
				f.Cause = "leak-http"
			}
		}
	}
	return []Finding{f}
}

// leaks returns one finding for the leaked goroutines, or none if no goroutine has a line of the user's.
func leaks(all []*dumpedGoroutine) []Finding {
	f := Finding{Kind: KindLeak}
	for _, g := range all {
		if one := g.goroutine(); one.File != "" || one.Created != nil {
			f.Goroutines = append(f.Goroutines, one)
		}
	}
	if len(f.Goroutines) == 0 {
		return nil
	}
	f.MoveTo(f.Goroutines[0])
	return []Finding{f}
}
