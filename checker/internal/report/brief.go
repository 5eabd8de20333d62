package report

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/term"
)

// Part is a piece of an explanation. On a small screen its last lines are left out, unless it makes sense only as a whole.
type Part struct {
	Lines   []string
	Whole   bool     // the part is shown as a whole or not at all
	Instead []string // shown in place of a whole part that does not fit
}

// Brief is the explanation of the first red step for a screen that may be too small for all of it.
type Brief struct {
	Title    []string // the step
	Parts    []Part   // the explanation, in the order in which it is shown; the first part is the one that must be seen
	NextKey  string   // what to do next: "next-edit", "next-look" or "next-fix"
	NextStep string   // the step whose TODO is to be found
}

// NewBrief returns the explanation of the first red step. It returns false if no step is red. The finding that points at the student's own file
// comes first.
func NewBrief(style term.Style, say *msg.Printer, run Run) (Brief, bool) {
	l, s := firstRed(run)
	if s == nil {
		return Brief{}, false
	}
	var b Brief
	b.NextKey, b.NextStep = nextStep(run, l, s)
	b.Title = titleLines(style, say.Say("run.first-red", "id", s.ID), s.title)
	src, said := newSources(run.lessonFS(l)), map[goout.Pattern]bool{}
	for i, f := range ownFirst(goout.Distinct(s.Findings), path.Base(l.file)) {
		if i == outcome.MaxShown && !broken(s) {
			break
		}
		if said[f.Pattern] {
			f.Pattern = ""
		}
		said[f.Pattern] = true
		b.Parts = append(b.Parts, briefParts(style, say, f, l, src, s.fn, i == 0)...)
	}
	if len(s.Findings) > 0 && s.Findings[0].Kind == goout.KindUnknown {
		b.Parts = append(b.Parts, Part{Lines: linesOf(func(w io.Writer) { rawLines(w, style.Palette(), say, s) })})
	}
	return b, true
}

// FirstSchedule writes the schedule of the first red step with its sentence. It writes nothing if that step has no schedule.
func FirstSchedule(w io.Writer, style term.Style, say *msg.Printer, run Run) {
	l, s := firstRed(run)
	if s == nil {
		return
	}
	for _, f := range s.Findings {
		if f.Kind != goout.KindSchedule || len(f.Trace) == 0 {
			continue
		}
		for _, line := range titleLines(style, say.Say("run.first-red", "id", s.ID), s.title) {
			fmt.Fprintln(w, line)
		}
		fmt.Fprintln(w)
		finding(w, style, say, f, run.lessonFS(l))
		fmt.Fprintf(w, "\n  %s\n", say.Say("schedule.again", "command", style.Palette().Code("go run ./checker explore "+s.ID)))
	}
}

// titleLines returns a heading and the step's title, in one line if they fit.
func titleLines(style term.Style, head, title string) []string {
	bold := style.Palette().Bold
	if term.Width(head)+2+term.Width(title) <= min(style.Column, maxPicture) {
		return []string{bold(head) + "  " + title}
	}
	out := []string{bold(head)}
	for _, line := range term.Wrap(title, min(style.Column, maxText)-2) {
		out = append(out, "  "+line)
	}
	return out
}

// ownFirst returns the findings; the first one that points at the student's file is moved to the beginning.
func ownFirst(found []goout.Finding, file string) []goout.Finding {
	i := slices.IndexFunc(found, func(f goout.Finding) bool { return pointsAt(f, file) })
	if i <= 0 {
		return found
	}
	out := []goout.Finding{found[i]}
	out = append(out, found[:i]...)
	return append(out, found[i+1:]...)
}

// pointsAt reports whether a finding names a line of the file.
func pointsAt(f goout.Finding, file string) bool {
	own := func(name string) bool { return path.Base(strings.ReplaceAll(name, `\`, "/")) == file }
	return own(f.File) ||
		slices.ContainsFunc(f.Accesses, func(a goout.Access) bool { return own(a.File) }) ||
		slices.ContainsFunc(f.Goroutines, func(g goout.Goroutine) bool { return own(g.File) }) ||
		slices.ContainsFunc(f.Other, func(o goout.Location) bool { return own(o.File) }) ||
		slices.ContainsFunc(f.Trace, func(e goout.Event) bool { return own(e.File) })
}

// briefParts returns a finding in parts: what happened, the picture, and the sentence of the pattern. The first finding also has the student's
// own line where the picture does not show it.
func briefParts(style term.Style, say *msg.Printer, f goout.Finding, l *LessonReport, src *sources, fn string, first bool) []Part {
	wide := min(style.Column, maxPicture) - 2
	own := path.Base(l.file)
	main := linesOf(func(w io.Writer) {
		if at := heading(style, say, f, src, l, fn); at != "" {
			fmt.Fprintf(w, "  %s\n", at)
		}
		writeSentence(w, style, say, f)
		compare(w, style, say, f)
	})
	picture := linesOf(func(w io.Writer) {
		switch {
		case f.Kind == goout.KindSchedule && len(f.Trace) > 0:
			DrawSchedule(w, style, say, f)
		case f.Kind == goout.KindSchedule || f.Kind == goout.KindUnknown:
		case f.Kind != goout.KindAssertion:
			Picture(w, style, say, f, src.fsys)
		case f.Pattern != "":
			drawOthers(w, style, say, f, src, wide, waitChain{})
		default:
			drawWaiting(w, style, say, f, src, wide)
		}
	})
	pattern := linesOf(func(w io.Writer) { writePattern(w, style, say, f) })
	if first && f.Kind == goout.KindAssertion && path.Base(f.File) == own && !shows(f, f.File, f.Line) {
		main = append(main, indented(codeRow(style, src, f.File, f.Line, wide))...)
	}
	parts := []Part{{Lines: main}, {Lines: picture}, {Lines: pattern}}
	if f.Kind == goout.KindSchedule {
		parts[1].Whole, parts[1].Instead = true, []string{"  " + style.Palette().Dim(say.Say("watch.schedule"))}
		if first {
			parts[1].Instead = append(indented(ownRow(style, src, f, own, wide)), parts[1].Instead...)
		}
	}
	return slices.DeleteFunc(parts, func(p Part) bool { return len(p.Lines) == 0 })
}

// writeSentence writes what a finding means, without the sentence that says only that a comparison follows.
func writeSentence(w io.Writer, style term.Style, say *msg.Printer, f goout.Finding) {
	if f.Kind == goout.KindAssertion && f.Message == "" && f.Expected+f.Actual != "" {
		return
	}
	for _, line := range findingText(f) {
		writeWrapped(w, style, style.Shorten(line, maxValue*maxPicture))
	}
}

// shows reports whether the picture of a finding has the line already.
func shows(f goout.Finding, file string, line int) bool {
	own := path.Base(file)
	return slices.ContainsFunc(f.Other, func(o goout.Location) bool { return path.Base(o.File) == own && o.Line == line }) ||
		f.Pattern == "" && slices.ContainsFunc(f.Goroutines, func(g goout.Goroutine) bool { return path.Base(g.File) == own && g.Line == line })
}

// ownRow returns the student's line that a schedule is about: the finding's line, or the last one in the file that did something to shared memory.
func ownRow(style term.Style, src *sources, f goout.Finding, own string, wide int) []string {
	if path.Base(f.File) == own {
		return codeRow(style, src, f.File, f.Line, wide)
	}
	for _, e := range slices.Backward(f.Trace) {
		if path.Base(e.File) == own && e.Op != "" {
			return codeRow(style, src, e.File, e.Line, wide)
		}
	}
	return nil
}

func indented(rows []string) []string {
	for i := range rows {
		rows[i] = "  " + rows[i]
	}
	return rows
}

// linesOf returns what write writes, in lines, without the empty lines at both ends.
func linesOf(write func(io.Writer)) []string {
	var b bytes.Buffer
	write(&b)
	text := strings.Trim(b.String(), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}
