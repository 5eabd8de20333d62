package report

import (
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// WriteBrief writes one line for each cause: its place, its kind, what happened, and how often. A problem matcher or an editor can read it:
//
//	queue/queue.go:31: data-race: Data race: two goroutines write … (3 times)
//
// On a terminal a line is cut at the terminal's width.
func WriteBrief(w io.Writer, style term.Style, say *msg.Printer, r Results) {
	for _, p := range r.problems() {
		line := p.brief(say)
		if style.Live {
			line = style.Shorten(line, style.Column)
		}
		fmt.Fprintln(w, line)
	}
}

// brief returns the problem in one line.
func (p problem) brief(say *msg.Printer) string {
	line := p.lineText(say)
	if at := p.at(); at != "" {
		line = at + ": " + line
	}
	return safetext.Line(line)
}

// lineText returns the kind of the problem, what happened, its test, and how often it happened.
func (p problem) lineText(say *msg.Printer) string {
	line := string(p.Kind) + ": " + p.firstLine(say)
	if p.Test != "" && !strings.Contains(line, p.Test) {
		line += " [" + p.Test + "]"
	}
	if p.count > 1 {
		line += " " + say.Say("formats.times", "count", p.count)
	}
	return line
}

// at returns the place of the problem, such as queue.go:31, or "".
func (p problem) at() string {
	if p.File == "" {
		return ""
	}
	f := p.Finding
	f.File = p.local(p.File)
	return place(f, "")
}
