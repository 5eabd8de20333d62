package report

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/diagnose"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// compare writes what was expected and what came, where the test said so.
func compare(w io.Writer, style term.Style, say *msg.Printer, f diagnose.Finding) {
	if f.Expected == "" && f.Actual == "" {
		return
	}
	expected, actual := say.Say("run.expected"), say.Say("run.actual")
	n := max(term.Width(expected), term.Width(actual))
	for _, side := range []struct{ label, value string }{{expected, f.Expected}, {actual, f.Actual}} {
		label := term.Pad(side.label, n)
		for _, line := range value(style, side.value, min(style.Column, maxPicture)-n-6) {
			fmt.Fprintf(w, "    %s  %s\n", label, line)
			label = strings.Repeat(" ", n)
		}
	}
}

// maxValue is how many lines of a value are shown.
const maxValue = 8

// value folds a value that a test compared into lines of at most room columns; what does not fit, --raw tells.
func value(style term.Style, s string, room int) []string {
	var out []string
	for _, line := range counted(strings.Split(s, "\n")) {
		text := strings.TrimLeft(line, " \t")
		indent := strings.Repeat(" ", min(2, len(line)-len(text)))
		for i, part := range term.Wrap(text, room-2*len(indent)) {
			if i > 0 {
				part = indent + part
			}
			out = append(out, style.Shorten(indent+part, room))
		}
	}
	if len(out) > maxValue {
		out = append(out[:maxValue-1], style.Ellipsis())
	}
	return out
}
