package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// maxStudentLines is the largest number of lines that are shown of what the student's code printed.
const maxStudentLines = 3

// goLines are the beginnings of lines that go test, the runtime and the race detector print. What the student's code prints comes before them:
// a test binary writes its verdict at the end, and the race detector's reports stand behind the output.
var goLines = []string{
	"--- ", "=== ", "PASS", "FAIL", "ok  ", "panic: ", "fatal error: ", "==================", "WARNING: DATA RACE", "goroutine ", "SIGQUIT", "[signal ", "testing: ", "runtime: ", "exit status ",
}

// studentLines returns the lines at the beginning of a step's output that the student's code printed.
func studentLines(raw []byte) []string {
	var out []string
	for line := range bytes.Lines(raw) {
		text := strings.TrimRight(string(line), "\r\n")
		for _, begin := range goLines {
			if strings.HasPrefix(text, begin) {
				return out
			}
		}
		out = append(out, text)
	}
	return out
}

// writePrinted writes the first lines that the student's code printed in a red step, and says how to see all of them.
func writePrinted(w io.Writer, style term.Style, say *msg.Printer, s *StepReport) {
	lines := studentLines(s.raw)
	if len(lines) == 0 {
		return
	}
	p := style.Palette()
	fmt.Fprintln(w)
	writeWrapped(w, style, say.Say("run.printed", "count", len(lines)))
	for _, line := range lines[:min(len(lines), maxStudentLines)] {
		fmt.Fprintf(w, "    %s\n", p.Dim(style.Shorten(safetext.Line(line), maxText-4)))
	}
	if len(lines) > maxStudentLines {
		fmt.Fprintf(w, "  %s\n", say.Say("run.printed-more", "command", p.Code(say.Command("run", nameOf(s.ID), "--raw"))))
	}
}
