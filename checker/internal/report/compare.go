package report

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// compare writes the expected and the actual value of a failed comparison. It writes nothing if the finding has neither.
func compare(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding) {
	if f.Expected == "" && f.Actual == "" {
		return
	}
	expected, actual := say.Say("run.expected"), say.Say("run.actual")
	n := max(term.Width(expected), term.Width(actual))
	room := min(style.Column, maxPicture) - n - 6
	one, other := trimToDifference(style, f.Expected, f.Actual, 3*room)
	for _, side := range []struct{ label, value string }{{expected, one}, {actual, other}} {
		label := term.Pad(side.label, n)
		for _, line := range value(style, side.value, room) {
			fmt.Fprintf(w, "    %s  %s\n", label, line)
			label = strings.Repeat(" ", n)
		}
	}
}

// maxValue is the largest number of lines of a value that compare writes.
const maxValue = 8

// value wraps a compared value into lines of at most room columns. It returns at most maxValue lines; --raw shows the whole value.
func value(style term.Style, s string, room int) []string {
	var out []string
	for _, line := range collapseRepeats(strings.Split(s, "\n")) {
		text := strings.TrimLeft(line, " \t")
		indent := strings.Repeat(" ", min(2, len(line)-len(text)))
		for i, part := range term.WrapVerbatim(text, room-2*len(indent)) {
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

// composite matches the beginning of a printed map, slice, array or struct.
var composite = regexp.MustCompile(`^(?:map\[|\[\d*\]|&?[\w.*]+\{)`)

// trimToDifference cuts two long composite values to the part in which they differ, of at most room bytes. It returns short values, values of
// several lines and sentences unchanged.
func trimToDifference(style term.Style, a, b string, room int) (string, string) {
	if len(a) <= room && len(b) <= room || strings.Contains(a+b, "\n") || !composite.MatchString(a) || !composite.MatchString(b) {
		return a, b
	}
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	from := 0
	if same > room/3 {
		from = strings.LastIndexAny(a[:same-room/4], " ,") + 1
	}
	return window(style, a, from, room), window(style, b, from, room)
}

// window returns at most room bytes of a value, starting at byte from. An ellipsis marks each end at which text was cut off.
func window(style term.Style, s string, from, room int) string {
	out := strings.ToValidUTF8(s[min(from, len(s)):], "")
	if len(out) > room {
		out = strings.ToValidUTF8(out[:room], "") + style.Ellipsis()
	}
	if from > 0 {
		out = style.Ellipsis() + " " + out
	}
	return out
}
