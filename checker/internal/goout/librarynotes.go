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
