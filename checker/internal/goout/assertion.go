package goout

import "strings"

// assertions makes findings of what a failed test logged: testify's blocks, or, where there are none, its plain lines.
func (t *tests) assertions(name string, notes []*note) []Finding {
	var plain, blocks []Finding
	for _, n := range notes {
		if n.file == "testing.go" && strings.HasPrefix(n.text[0], "race detected") { // a report says more
			continue
		}
		if f, ok := n.testify(); ok {
			blocks = append(blocks, f)
		} else {
			plain = append(plain, n.plain())
		}
	}
	found := blocks
	if len(found) == 0 {
		found = plain
	}
	for i := range found {
		found[i].Test = name
		t.told[name] = true
	}
	return found
}

func (n *note) plain() Finding {
	f := Finding{Kind: KindAssertion, File: n.file, Line: n.line}
	for _, l := range n.text {
		f.Message = addLine(f.Message, strings.TrimPrefix(l, strings.Repeat(" ", n.indent+4)))
	}
	f.Message = strings.TrimSpace(f.Message)
	return f
}

// testify reads a block of `Error Trace:`, `Error:`, `Test:` and `Messages:`.
func (n *note) testify() (Finding, bool) {
	f := Finding{Kind: KindAssertion, File: n.file, Line: n.line}
	parts := map[string]string{}
	label := ""
	for _, l := range n.text {
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

// Assertion reads what an assertion of testify told a T: what was expected, what came, and a message. It says false where
// message is none of testify's.
func Assertion(message string) (Finding, bool) {
	n := note{text: strings.Split(message, "\n")}
	return n.testify()
}

// readTrace takes the line of `Error Trace` that go test names too, where the whole path stands; if it is not there, the innermost one.
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

// readMessages takes what the test's author says.
func (f *Finding) readMessages(text string) {
	if boilerplate(f.Message) {
		f.Message = ""
	}
	f.Message = strings.TrimPrefix(f.Message+"\n"+text, "\n")
}

// boilerplate reports whether an error is what testify says of itself (assert/assertions.go, v1.11), to which a message is the better half. Fail's words are the
// author's own.
func boilerplate(text string) bool {
	for _, begin := range []string{"Not equal", "Should ", "Expected ", "Expect ", "Received unexpected error", "An error is expected", "Target error", "Error message not equal", "Condition ", "Max difference", "Object expected"} {
		if strings.HasPrefix(text, begin) {
			return true
		}
	}
	return false
}

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
