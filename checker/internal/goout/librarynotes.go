package goout

import (
	"slices"
	"strings"
)

// isNote reports whether a line of a test's log is what a library adds to a failure: the values that rapid drew, its
// summary of a failure that follows, or gomock's last word.
func isNote(f Finding) bool {
	return strings.HasPrefix(f.Message, "[rapid] ") || strings.HasPrefix(f.Message, "aborting test due to missing call(s)")
}

// withoutNotes returns the findings without the notes of libraries, unless there is nothing else.
func withoutNotes(found []Finding) []Finding {
	if !slices.ContainsFunc(found, func(f Finding) bool { return !isNote(f) }) {
		return found
	}
	return slices.DeleteFunc(found, isNote)
}

// readMissingCall sets the place to the line that expects the call which gomock misses. The place of the log entry is
// one of gomock's own.
func (f *Finding) readMissingCall() {
	text, ok := strings.CutPrefix(f.Message, "missing call(s) to ")
	if !ok {
		return
	}
	if file, line, ok := parsePlace(text[strings.LastIndexByte(text, ' ')+1:]); ok {
		f.File, f.Line = file, line
	}
}

// mockCall parses an entry of testify's mock about a call that was expected and did not come:
//
//	FAIL:	Send(string,int)
//			at: [/home/ann/mail_test.go:28]
func (e *logEntry) mockCall() (Finding, bool) {
	call, ok := strings.CutPrefix(e.text[0], "FAIL:\t")
	if !ok || len(e.text) < 2 {
		return Finding{}, false
	}
	at, ok := strings.CutPrefix(strings.TrimSpace(e.text[1]), "at: [")
	file, line, isPlace := parsePlace(strings.TrimSuffix(at, "]"))
	if !ok || !isPlace {
		return Finding{}, false
	}
	return Finding{Kind: KindAssertion, File: file, Line: line, Message: "FAIL: " + call}, true
}

// mockCount returns the entry of testify's mock that counts the calls that did not come:
// `FAIL: 0 out of 1 expectation(s) were met.` and, below it, how many are missing.
func (e *logEntry) mockCount() (string, bool) {
	if !strings.HasPrefix(e.text[0], "FAIL: ") || !strings.HasSuffix(e.text[0], " expectation(s) were met.") {
		return "", false
	}
	text := strings.TrimPrefix(e.text[0], "FAIL: ")
	if len(e.text) > 1 {
		text += "\n" + strings.TrimSpace(e.text[1])
	}
	return text, true
}
