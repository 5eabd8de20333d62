package goout

import "strings"

// assertions returns the findings in the log of a failed test: testify's blocks, or the plain lines if there are no
// blocks.
func (t *tests) assertions(name string, entries []*logEntry) []Finding {
	var plain, blocks, stacks []Finding
	for _, e := range entries {
		if e.file == "testing.go" && strings.HasPrefix(e.text[0], "race detected") { // the race report is a finding of its own
			continue
		}
		if e.indent < 4 && t.indented { // a line of package log
			continue
		}
		if stack := e.stackFindings(); len(stack) > 0 {
			stacks = append(stacks, stack...)
			continue
		}
		if f, ok := e.testify(); ok {
			blocks = append(blocks, f)
		} else if f, ok := e.mockCall(); ok {
			blocks = append(blocks, f)
		} else if text, ok := e.mockCount(); ok && len(blocks) > 0 {
			last := &blocks[len(blocks)-1]
			last.Message = addLine(last.Message, text)
		} else {
			plain = append(plain, e.plain())
		}
	}
	plain = withoutNotes(plain)
	found := append(stacks, blocks...)
	if len(found) == 0 {
		found = plain
	}
	for i := range found {
		found[i].Test = name
		t.markExplained(name)
	}
	return found
}

// plain returns the entry's text as a finding.
func (e *logEntry) plain() Finding {
	f := Finding{Kind: KindAssertion, File: e.file, Line: e.line}
	for _, l := range e.text {
		f.Message = addLine(f.Message, strings.TrimPrefix(l, strings.Repeat(" ", e.indent+4)))
	}
	f.Message = strings.TrimSpace(f.Message)
	f.readGomega()
	f.readQuicktest()
	f.readMissingCall()
	if f.File == "testing.go" { // a line of package testing, which says nothing about the test
		f.File, f.Line = "", 0
	}
	return f
}

// testify parses the entry as a block of testify, with `Error Trace:`, `Error:`, `Test:` and `Messages:`.
func (e *logEntry) testify() (Finding, bool) {
	f := Finding{Kind: KindAssertion, File: e.file, Line: e.line}
	parts := map[string]string{}
	label := ""
	for _, l := range e.text {
		l = strings.TrimLeft(l, " ")
		if !strings.HasPrefix(l, "\t") {
			continue
		}
		name, value, ok := strings.Cut(l[1:], "\t")
		if !ok {
			continue
		}
		if trimmed := strings.TrimSpace(name); strings.HasSuffix(trimmed, ":") {
			label = strings.TrimSuffix(trimmed, ":")
		}
		parts[label] = addLine(parts[label], value)
	}
	if _, ok := parts["Error"]; !ok {
		return f, false
	}
	f.readTrace(parts["Error Trace"])
	f.readError(parts["Error"])
	if m := parts["Messages"]; m != "" {
		f.readMessages(m)
	}
	return f, true
}

// ParseAssertion parses the message that an assertion of testify gives to a testing.T: the expected value, the actual
// value and the text. It returns false if the message is not testify's.
func ParseAssertion(message string) (Finding, bool) {
	e := logEntry{text: strings.Split(message, "\n")}
	return e.testify()
}

// readTrace sets the place from `Error Trace`, which has whole paths: to the line that the log entry names too, else to
// the innermost line.
func (f *Finding) readTrace(trace string) {
	named, first := *f, true
	for _, l := range strings.Split(trace, "\n") {
		file, line, ok := parsePlace(strings.TrimSpace(l))
		if !ok {
			continue
		}
		if same := line == named.Line && strings.HasSuffix(Slashed(file), "/"+named.File); same || first {
			f.File, f.Line, first = file, line, false
			if same {
				return
			}
		}
	}
}

// readMessages adds the message of the test's author. It replaces a standard sentence of testify that says nothing more
// than the expected and the actual value do, and stands before any other text.
func (f *Finding) readMessages(text string) {
	if boilerplate(f.Message) && !strings.Contains(f.Message, "\n") && f.saysNothingMore() {
		f.Message = ""
	}
	if boilerplate(f.Message) {
		f.Message = text + "\n" + f.Message
		return
	}
	f.Message = strings.TrimPrefix(f.Message+"\n"+text, "\n")
}

// saysNothingMore reports whether testify's sentence says nothing that the values and the message of the test's author do
// not say. Without values, the sentence can be all that says what happened: `Condition never satisfied`, `"[2]" should have 1
// item(s), but has 2`.
func (f *Finding) saysNothingMore() bool {
	return f.Expected != "" || f.Actual != "" || f.Message == "Should be true" || f.Message == "Should be false"
}

// boilerplate reports whether the text is testify's standard sentence for an assertion (assert/assertions.go, v1.11).
// The message of the test's author is better than such a sentence. The text of assert.Fail is the author's own.
func boilerplate(text string) bool {
	for _, begin := range []string{"Not equal", "Should ", "Expected ", "Expect ", "Received unexpected error", "An error is expected", "Target error", "Error message not equal", "Condition ", "Max difference", "Object expected"} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

// readError sets the expected value, the actual value and the message from `Error`.
func (f *Finding) readError(text string) {
	for _, l := range strings.Split(text, "\n") {
		if v, ok := strings.CutPrefix(l, "expected: "); ok && f.Expected == "" {
			f.Expected = v
		} else if v, ok := strings.CutPrefix(l, "actual  : "); ok && f.Actual == "" {
			f.Actual = v
		}
	}
	text, _, _ = strings.Cut(text, "\n\nDiff:")
	if i := strings.Index(text, "expected: "); i > 0 {
		text = text[:i]
	}
	f.Message = strings.TrimSpace(text)
}
