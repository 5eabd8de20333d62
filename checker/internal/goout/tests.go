package goout

import "strings"

// tests follows which test is running and keeps the log of each test until its verdict is known.
type tests struct {
	current     string // the test that the next lines belong to
	pending     map[string][]*logEntry
	last        *logEntry
	verdicts    map[string]bool // the tests of the package that failed; nil: no verdict was printed
	passed      string          // the last test that did not fail
	failed      bool            // a FAIL line was read
	failedOrder []string        // the failed tests in order
	explained   map[string]bool // the failed tests that have a finding
	verbose     bool            // the output has `=== RUN` lines
	raced       string          // the test that has just logged that it had a race
	reported    bool            // a framework inside the test has reported what failed
	summarised  map[string]bool // the failed tests whose logs were read
	indented    bool            // a log line with the indentation that Go gives it was read
}

// A logEntry is one log line of a test with its continuation lines.
type logEntry struct {
	indent int
	file   string
	line   int
	text   []string
	size   int
}

const maxLogEntries = 50 // how many log entries of one test are kept

// markExplained notes that the test's failure has a finding.
func (t *tests) markExplained(name string) {
	if name == "" || len(t.explained) >= maxFindings {
		return
	}
	if t.explained == nil {
		t.explained = map[string]bool{}
	}
	t.explained[name] = true
}

// running returns the test that is running, or "".
func (t *tests) running() string { return t.current }

// seen reports whether the output is that of tests, which say themselves what failed.
func (t *tests) seen() bool { return t.verbose || t.failed || t.verdicts != nil }

// unfinished returns the test that is running and has no verdict, or "".
func (t *tests) unfinished() string {
	if t.verdicts[t.current] || t.passed == t.current || !t.verbose {
		return ""
	}
	return t.current
}

// feed handles a line outside of blocks and returns the findings that are complete now.
func (t *tests) feed(line string) []Finding {
	trimmed := strings.TrimLeft(line, " ")
	trimmed = strings.TrimLeft(trimmed, "\x16")
	if name, ok := testMark(trimmed); ok {
		found := t.flush()
		t.current, t.last, t.verbose = name, nil, true
		return found
	}
	if name, ok := summaryMark(trimmed); ok {
		return t.startSummary(name)
	}
	for _, v := range []string{"--- FAIL: ", "--- PASS: ", "--- SKIP: "} {
		if rest, ok := strings.CutPrefix(trimmed, v); ok {
			name, _, _ := strings.Cut(rest, " (")
			return t.endTest(name, v == "--- FAIL: ")
		}
	}
	if trimmed == "FAIL" || strings.HasPrefix(line, "FAIL\t") {
		found := t.flush()
		t.failed, t.last = true, nil
		if trimmed != "FAIL" {
			found = append(found, t.unexplained()...)
		}
		return found
	}
	if strings.HasPrefix(line, "ok  \t") || line == "PASS" {
		found := t.flush()
		t.current, t.last = "", nil
		return found
	}
	return t.feedLog(line)
}

// testMark parses `=== RUN   TestX` and the like, and returns the test's name.
func testMark(line string) (name string, ok bool) {
	for _, m := range []string{"=== RUN ", "=== CONT ", "=== NAME ", "=== PAUSE "} {
		if rest, ok := strings.CutPrefix(line, m); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// endTest handles a test's verdict. The log of a passed test is dropped; the log of a failed test becomes findings.
func (t *tests) endTest(name string, failed bool) []Finding {
	if t.verdicts == nil {
		t.verdicts = map[string]bool{}
	}
	found := t.flush()
	t.current, t.last = name, nil
	if !failed {
		t.passed = name
		delete(t.pending, name)
		return found
	}
	t.verdicts[name], t.failed = true, true
	if t.summarised == nil {
		t.summarised = map[string]bool{}
	}
	t.summarised[name] = true
	t.failedOrder = append(t.failedOrder, name)
	return found
}

// flush returns the log entries of the current test as findings, if the test has failed.
func (t *tests) flush() []Finding {
	entries := t.pending[t.current]
	if len(entries) == 0 || !t.verdicts[t.current] {
		return nil
	}
	delete(t.pending, t.current)
	return t.assertions(t.current, entries)
}

// unexplained returns a finding for each failed test without one, unless one of its subtests failed too. It resets the
// state for the next package.
func (t *tests) unexplained() []Finding {
	var found []Finding
	for i, name := range t.failedOrder {
		if !t.reported && !t.explained[name] && (i+1 == len(t.failedOrder) || !strings.HasPrefix(t.failedOrder[i+1], name+"/")) && !t.hasFailedSubtest(name) {
			found = append(found, Finding{Kind: KindAssertion, Test: name})
		}
	}
	t.failedOrder, t.verdicts, t.explained, t.current, t.reported = nil, nil, nil, "", false
	return found
}

// hasFailedSubtest reports whether a subtest of the test failed.
func (t *tests) hasFailedSubtest(name string) bool {
	for _, other := range t.failedOrder {
		if strings.HasPrefix(other, name+"/") {
			return true
		}
	}
	return false
}

// feedLog handles a line of a test's log: the first line of an entry, or a continuation line.
func (t *tests) feedLog(line string) []Finding {
	if t.current == "" {
		return nil
	}
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if e, ok := parseLogEntry(line, indent); ok && (t.last == nil || indent <= t.last.indent) {
		t.indented = t.indented || indent >= 4
		t.addEntry(e)
		return nil
	}
	if e := t.last; e != nil && (indent > e.indent || line == "") && e.size < maxMessage {
		e.text = append(e.text, line)
		e.size += len(line)
		return nil
	}
	t.last = nil
	return nil
}

// addEntry keeps an entry of the current test.
func (t *tests) addEntry(e *logEntry) {
	t.last = e
	if e.file == "testing.go" && strings.HasPrefix(e.text[0], "race detected during execution of test") && t.verdicts != nil {
		t.raced = t.current
		t.markExplained(t.current)
	}
	if t.pending == nil {
		t.pending = map[string][]*logEntry{}
	}
	if len(t.pending[t.current]) < maxLogEntries && len(t.pending) < maxFindings {
		t.pending[t.current] = append(t.pending[t.current], e)
	}
}

// parseLogEntry parses the first line of an entry: `    count_test.go:12: got 3`.
func parseLogEntry(line string, indent int) (*logEntry, bool) {
	i := strings.Index(line, ".go:")
	if i < 0 || indent < 4 && !mayBeTestFile(line[indent:i]) {
		return nil, false
	}
	e := &logEntry{indent: indent, file: line[indent : i+3]}
	var rest string
	e.line, rest = number(line[i+4:])
	if e.line == 0 || !strings.HasPrefix(rest, ":") || strings.ContainsAny(e.file, " \t/\\\"") {
		return nil, false
	}
	e.text = []string{strings.TrimPrefix(rest[1:], " ")}
	return e, true
}

// mayBeTestFile reports whether a line without indentation can be a test's log whose indentation was lost, by the name of
// its file without .go. Other files write such lines with package log.
func mayBeTestFile(name string) bool { return strings.HasSuffix(name, "_test") || name == "testing" }

// finish returns the log entries of the failed tests that follow their verdict as findings.
func (t *tests) finish() []Finding {
	var found []Finding
	for _, name := range t.failedOrder {
		found = append(found, t.assertions(name, t.pending[name])...)
	}
	if len(found) == 0 {
		found = t.unexplained()
	}
	return found
}
