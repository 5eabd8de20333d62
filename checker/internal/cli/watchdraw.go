package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

// The escape sequences of the watch. clearScreen clears the screen, and clearStatus clears the last two lines.
const (
	clearScreen = "\x1b[2J\x1b[H"
	clearStatus = "\r\x1b[K\x1b[A\x1b[K"
)

// drawer draws the views of a watch: a body, and below it two status lines, for the current state and the keys.
type drawer struct {
	app   *app
	root  string
	body  string // the body on the screen
	width int    // the width of the screen when the body was drawn
}

// draw draws a view. It writes the body only if the body or the width changed.
func (d *drawer) draw(v watch.View) {
	style := d.app.style(d.app.Stdout)
	var b bytes.Buffer
	d.page(&b, style, v)
	status := d.status(style, v)
	var out string
	resized := style.Column != d.width
	d.width = style.Column
	switch body := d.app.withLinks(b.String(), d.root); {
	case !style.Live || style.Plain:
		if body != d.body {
			out = body + status + "\n"
		}
		d.body = body
	case body != d.body || resized:
		out, d.body = clearScreen+body+status, body
	default:
		out = clearStatus + status
	}
	_, _ = io.WriteString(d.app.Stdout, out) // if the terminal is gone, reading keys fails and ends the watch
}

func (d *drawer) page(w io.Writer, style term.Style, v watch.View) {
	switch v.Page {
	case watch.PageList:
		d.app.showList(w, style, d.app.listDoc(d.root, d.app.openProgress(d.root)))
		fmt.Fprintln(w, d.app.say.Say("watch.back"))
	case watch.PageSolution:
		if err := d.app.showSolution(w, style, d.root, v.Lesson); err != nil {
			fmt.Fprintln(w, err)
		}
		fmt.Fprintln(w, d.app.say.Say("watch.back"))
	default:
		d.lesson(w, style, v)
	}
}

// lesson draws the lesson's steps, the explanations of newly passed steps, the first red step and the hints taken.
func (d *drawer) lesson(w io.Writer, style term.Style, v watch.View) {
	a, p := d.app, style.Palette()
	switch {
	case v.Err != nil:
		fmt.Fprintln(w, a.faultWords(v.Err))
	case v.RaceVerdict != nil:
		report.Lesson(w, style, a.say, *v.RaceVerdict)
		report.Red(w, style, a.say, report.New([]outcome.Lesson{*v.RaceVerdict}, a.say, os.DirFS(d.root)))
	case v.Verdict == nil:
		fmt.Fprintf(w, "%s  %s\n  %s\n\n", p.Bold(v.Lesson.ID), v.Lesson.Title.In(a.say.Lang()), v.Lesson.Goal.In(a.say.Lang()))
		writeWrapped(w, style, a.say.Say("watch.edit", "file", v.Lesson.Path()), fmt.Sprint)
	default:
		report.Lesson(w, style, a.say, *v.Verdict)
		report.Learnt(w, style, a.say, v.NewlyPassed)
		report.Red(w, style, a.say, report.New([]outcome.Lesson{*v.Verdict}, a.say, os.DirFS(d.root)))
		d.end(w, style, v)
	}
	if v.Hint != nil {
		d.hint(w, style, v.Lesson, *v.Hint)
	}
	if v.SaveErr != nil {
		fmt.Fprintln(w)
		writeWrapped(w, style, a.say.Say("progress.unwritable", "error", v.SaveErr.Error()), p.Note)
	}
}

// end writes what to do next: edit the file, go on to the next lesson, or nothing after the last lesson.
func (d *drawer) end(w io.Writer, style term.Style, v watch.View) {
	a, p := d.app, style.Palette()
	for _, s := range v.Verdict.Steps {
		if s.Status != outcome.Pass {
			fmt.Fprintln(w)
			writeWrapped(w, style, a.say.Say("watch.edit", "file", v.Lesson.Path()), fmt.Sprint)
			return
		}
	}
	writeWrapped(w, style, a.say.Say("run.lesson-done", "id", v.Lesson.ID, "title", v.Lesson.Title.In(a.say.Lang())), p.Good)
	if !v.AllDone {
		writeWrapped(w, style, a.say.Say("watch.lesson-done"), fmt.Sprint)
		return
	}
	total := 0
	for _, l := range a.course.Lessons {
		total += len(l.Steps)
	}
	fmt.Fprintf(w, "\n%s\n", style.Bar(total, total, 2*20))
	writeWrapped(w, style, a.say.Say("run.all-done", "total", total), p.Good)
	writeWrapped(w, style, term.Flow(a.say.Say("watch.all-done")), fmt.Sprint)
}

func (d *drawer) hint(w io.Writer, style term.Style, l course.Lesson, h watch.Hint) {
	p, say := style.Palette(), d.app.say
	fmt.Fprintf(w, "\n%s  %s\n", p.Bold(l.StepID(h.Step)), h.Step.Title.In(say.Lang()))
	for i, text := range h.Step.Hints[:h.Taken] {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintln(w, p.Note(say.Say("hint.number", "n", i+1, "total", len(h.Step.Hints))))
		for _, line := range term.Wrap(term.Flow(text.In(say.Lang())), 76) {
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
}

// status returns the two status lines: the current state or a short answer to a key, and the keys.
func (d *drawer) status(style term.Style, v watch.View) string {
	say, p := d.app.say, style.Palette()
	now := ""
	switch {
	case v.Busy && v.Done == 0:
		now = say.Say("watch.compiling", "id", v.Lesson.ID)
	case v.RaceVerdict != nil:
		now = say.Say("watch.exploring", "id", v.Lesson.ID)
	case v.Busy:
		now = say.Say("watch.running", "id", v.Lesson.ID, "done", v.Done, "total", len(v.Lesson.Steps))
	case v.Note != watch.NoNote:
		now = say.Say("watch.note." + string(v.Note))
	}
	room := max(20, style.Column-1)
	return p.Note(style.Shorten(now, room)) + "\n" + p.Dim(style.Shorten(say.Say("watch.keys"), room))
}

// writeWrapped writes a sentence, wrapped to the width of the screen. paint colours each line.
func writeWrapped(w io.Writer, style term.Style, text string, paint func(...any) string) {
	for _, line := range term.Wrap(text, min(style.Column, maxTextColumns)) {
		fmt.Fprintln(w, paint(line))
	}
}

// maxTextColumns is the largest width of running text.
const maxTextColumns = 78

// faultWords returns the same text about an error as a command that fails with it.
func (a *app) faultWords(err error) string {
	var machine *gotest.EnvironmentError
	if errors.As(err, &machine) {
		return a.say.Say("machine."+string(machine.Fault)) + "\n" + indent(machine.Detail) + "\n" + a.say.Say("machine.doctor")
	}
	return a.say.Say("machine.unknown", "error", err.Error())
}
