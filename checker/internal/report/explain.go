package report

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/term"
)

// maxRawLines is the largest number of lines that are shown of an output in which no finding was recognised.
const maxRawLines = 24

// broken reports whether the step is red because its lesson was not built.
func broken(s *StepReport) bool {
	return len(s.Findings) > 0 && slices.Contains([]goout.Kind{goout.KindBuild, goout.KindVet, goout.KindRefused}, s.Findings[0].Kind)
}

// explain writes the place and the meaning of each of a red step's findings.
func explain(w io.Writer, style term.Style, say *msg.Printer, run Run, l *LessonReport, s *StepReport) {
	p := style.Palette()
	findings := goout.Distinct(s.Findings)
	said := map[goout.Pattern]bool{}
	again := "schedule.again"
	for i, f := range findings {
		if i == outcome.MaxShown && !broken(s) {
			fmt.Fprintf(w, "\n  %s\n", p.Dim(say.Say("run.more-findings", "count", len(findings)-outcome.MaxShown)))
			again = "schedule.look"
			break
		}
		fmt.Fprintln(w)
		if at := heading(style, say, f, newSources(run.lessonFS(l)), l, s.fn); at != "" {
			fmt.Fprintf(w, "  %s\n", at)
		}
		if said[f.Pattern] {
			f.Pattern = "" // the sentence of a pattern is written once
		}
		said[f.Pattern] = true
		finding(w, style, say, f, run.lessonFS(l))
	}
	for _, f := range findings {
		if f.Kind == goout.KindSchedule {
			fmt.Fprintf(w, "\n  %s\n", say.Say(again, "command", p.Code(say.Command("explore", s.ID))))
		}
	}
	if len(s.Findings) > 0 && s.Findings[0].Kind == goout.KindUnknown {
		rawLines(w, p, say, s)
	}
}

// finding writes the meaning of a finding, its picture, and the sentence that explains its pattern.
func finding(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding, src fs.FS) {
	if f.Kind == goout.KindSchedule {
		writeWrapped(w, style, findingText(f)[0])
		compare(w, style, say, f)
		if len(f.Trace) > 0 {
			fmt.Fprintln(w)
			DrawSchedule(w, style, say, f)
		}
		if len(f.Other) > 0 && f.Pattern != "" {
			fmt.Fprintln(w)
			drawOthers(w, style, say, f, newSources(src), min(style.Column, maxPicture)-2, waitChain{})
		}
		writePattern(w, style, say, f)
		return
	}
	text := findingText(f)
	if plainAssertion(f, say) {
		text = nil
	}
	for _, line := range text {
		writeWrapped(w, style, style.Shorten(line, maxValue*maxPicture)) // --raw shows the whole line
	}
	compare(w, style, say, f)
	switch {
	case f.Kind == goout.KindUnknown && !blocked(f):
	case f.Kind != goout.KindAssertion:
		var picture bytes.Buffer
		Picture(&picture, style, say, f, src)
		if picture.Len() > 0 {
			fmt.Fprintf(w, "\n%s", picture.String())
		}
		writePattern(w, style, say, f)
	case f.Pattern != "":
		fmt.Fprintln(w)
		drawOthers(w, style, say, f, newSources(src), min(style.Column, maxPicture)-2, waitChain{})
		writePattern(w, style, say, f)
	case len(f.Goroutines) > 0: // no pattern is known, but the blocked goroutines are
		fmt.Fprintln(w)
		drawWaiting(w, style, say, f, newSources(src), min(style.Column, maxPicture)-2)
	}
}

// plainAssertion reports whether a finding's text only says that a test's check failed, where what was expected says it all.
func plainAssertion(f goout.Finding, say *msg.Printer) bool {
	return f.Kind == goout.KindAssertion && f.Expected != "" && f.Text == say.Say("finding.assertion")
}

// findingText returns the lines of a finding's text, without those that its picture shows.
func findingText(f goout.Finding) []string {
	text := strings.Split(f.Text, "\n")
	switch {
	case f.Kind == goout.KindSchedule:
		return []string{strings.Join(strings.Fields(f.Text), " ")}
	case len(f.Goroutines) > 0 && blocked(f):
		text = text[:1] // the picture shows the blocked goroutines
	case len(f.Goroutines) > 0 && f.Kind != goout.KindAssertion:
		text = slices.DeleteFunc(text, isCrashDetail)
	}
	return collapseRepeats(text)
}

// collapseRepeats writes equal lines once, followed by their number in brackets. A dump of a hundred goroutines that wait at one place becomes
// one line.
func collapseRepeats(text []string) []string {
	var out []string
	times := map[string]int{}
	for _, line := range text {
		times[line]++
	}
	for _, line := range text {
		n := times[line]
		switch {
		case n == 0:
			continue
		case n > 1 && strings.TrimSpace(line) != "":
			out = append(out, fmt.Sprintf("%s (%d)", line, n))
			times[line] = 0
		default:
			out = append(out, line)
		}
	}
	return out
}

// lessonFS returns the lesson's folder. The file names of findings are relative to that folder.
func (run Run) lessonFS(l *LessonReport) fs.FS {
	sub, err := fs.Sub(run.src, l.dir)
	if err != nil {
		return run.src
	}
	return sub
}

// writeWrapped writes a line, wrapped to the width of the picture. It does not wrap an indented line that fits, such as a row of a table or a stack.
func writeWrapped(w io.Writer, style term.Style, line string) {
	room := min(style.Column, maxPicture) - 4
	text := strings.TrimLeft(line, " \t")
	indent := line[:len(line)-len(text)]
	if indent != "" && term.Width(line) <= room+2 {
		fmt.Fprintf(w, "  %s\n", line)
		return
	}
	for i, part := range term.WrapVerbatim(text, room-term.Width(indent)) {
		if i > 0 && indent != "" {
			part = "  " + part
		}
		fmt.Fprintf(w, "  %s%s\n", indent, part)
	}
}

// heading returns the place above a finding: a line of the student's file where one is known, else the student's function that the step is about, and the
// line of the test. It is "" for a finding without a place.
func heading(style term.Style, say *msg.Printer, f goout.Finding, src *sources, l *LessonReport, fn string) string {
	f = atFault(f, src)
	at := place(f, l.dir)
	if at == "" || ofScenario(f.File) {
		return ""
	}
	code := style.Palette().Code
	if line := src.funcLine(path.Base(l.file), fn); line > 0 && strings.HasSuffix(f.File, "_test.go") {
		own := fmt.Sprintf("%s:%d", l.file, line)
		return say.Say("run.tested", "place", code(own), "func", fn, "test", fmt.Sprintf("%s:%d", path.Base(f.File), f.Line))
	}
	return code(at)
}

// place returns a finding's position as file:line or file:line:column, relative to the repo's root. Editors can jump to that form.
func place(f goout.Finding, dir string) string {
	if f.File == "" {
		return ""
	}
	file := f.File
	if !strings.ContainsAny(file, `/\`) {
		file = path.Join(dir, file)
	}
	if f.Line == 0 {
		return file
	}
	if f.Column > 0 {
		return fmt.Sprintf("%s:%d:%d", file, f.Line, f.Column)
	}
	return fmt.Sprintf("%s:%d", file, f.Line)
}

// rawLines writes the last lines of an output in which no finding was recognised.
func rawLines(w io.Writer, p term.Palette, say *msg.Printer, s *StepReport) {
	lines := strings.Split(strings.TrimRight(string(s.raw), "\n"), "\n")
	if s.cut || len(lines) > maxRawLines {
		fmt.Fprintf(w, "    %s\n", p.Dim(say.Say("finding.raw-cut")))
		lines = lines[max(0, len(lines)-maxRawLines):]
	}
	for _, line := range lines {
		fmt.Fprintf(w, "    %s\n", line)
	}
}

// Raw writes the unchanged output of the first red step.
func Raw(w io.Writer, style term.Style, say *msg.Printer, run Run) {
	_, s := firstRed(run)
	if s == nil {
		return
	}
	fmt.Fprintf(w, "\n%s\n", style.Palette().Bold(say.Say("run.raw", "id", s.ID)))
	if s.cut {
		fmt.Fprintln(w, style.Palette().Dim(say.Say("finding.raw-cut")))
	}
	fmt.Fprintln(w, strings.TrimRight(string(s.raw), "\n"))
}
