package report

import (
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// eventLines returns the lines of one row: the line number and the code, and below them the value that was read or written.
func eventLines(style term.Style, say *msg.Printer, e goout.Event, wide int) []string {
	mark := " "
	if e.Switch {
		mark = ">"
	}
	head := fmt.Sprintf("%s%3d ", mark, e.Line)
	if e.Line == 0 {
		return []string{mark + "    " + e.Op}
	}
	if ofScenario(e.File) { // the student did not write this file: only the call is shown
		return []string{mark + "    " + style.Shorten(oneLine(e.Value), wide-5)}
	}
	code := e.Code
	if term.Width(code) > wide-len(head) {
		code = code[:commentStart(code)] // there is no room for the comment
	}
	lines := wrapped(style, code, head, strings.Repeat(" ", len(head)+1), wide, maxCodeLines)
	if e.Value == "" {
		return lines
	}
	indent := strings.Repeat(" ", len(head)+1)
	for i, value := range strings.Split(e.Value, "\n") {
		if i == 0 {
			value = e.Op + ": " + oneLine(value)
		}
		lines = append(lines, wrapped(style, sayOperation(say, value), indent, indent+" ", wide, maxValueLines)...)
	}
	return lines
}

// The largest numbers of lines for the code and for a value of one row.
const (
	maxCodeLines  = 3
	maxValueLines = 4
)

// wrapped breaks text between words into lines of at most wide columns. The first line begins with first and the others with next. A longer
// word, and text beyond most lines, is cut, and an ellipsis shows where.
func wrapped(style term.Style, text, first, next string, wide, most int) []string {
	parts := term.Wrap(text, wide-len(next))
	if len(parts) > most {
		parts = append(parts[:most-1], strings.Join(parts[most-1:], " "))
	}
	prefix := first
	for i, part := range parts {
		parts[i] = prefix + style.Shorten(part, wide-len(prefix))
		prefix = next
	}
	return parts
}

// oneLine returns a value in one line of at most 60 characters.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
