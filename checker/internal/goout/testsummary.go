package goout

import "strings"

// summaryMark parses the line above a failed test's log in the summary of gotestsum, `=== FAIL: store TestPut (0.00s)`, and
// returns the test's name.
func summaryMark(line string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(line, "=== FAIL: ")
	if !ok || !strings.HasSuffix(rest, "s)") {
		return "", false
	}
	words := strings.Fields(rest)
	if len(words) != 3 || !strings.HasPrefix(words[2], "(") {
		return "", false
	}
	return words[1], true
}

// startSummary begins the log of a failed test in a summary. It passes over the log of a test that was read before.
func (t *tests) startSummary(name string) []Finding {
	if t.summarised[name] {
		found := t.flush()
		t.current, t.last = "", nil
		return found
	}
	return t.endTest(name, true)
}
