package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

// clearScreen is the escape sequence that clears the screen.
const clearScreen = "\x1b[2J\x1b[H"

// drawer draws the views of a watch: a body, and below it status lines, for the current state and the keys.
type drawer struct {
	watchText
	body        string // the body on the screen
	columns     int    // the size of the screen when the body was drawn
	rows        int
	statusLines int // how many status lines are below it
	note        watch.Note
}

// clearStatus returns the escape sequence that clears n lines and leaves the cursor at the beginning of the first one.
func clearStatus(n int) string { return "\r\x1b[K" + strings.Repeat("\x1b[A\x1b[K", max(0, n-1)) }

// draw draws a view. It writes the body only if the body or the size of the screen changed.
func (d *drawer) draw(v watch.View) {
	style := d.app.style(d.app.Stdout)
	if v.Columns > 0 && style.Live {
		style.Column = v.Columns // the size for which the pager has broken its lines
	}
	body, status := d.screen(style, v)
	body = d.app.withLinks(body, d.root)
	var out string
	resized := v.Columns != d.columns || v.Rows != d.rows
	switch {
	case !style.Live:
		switch {
		case body != d.body:
			out = body + strings.Join(status, "\n") + "\n"
		case v.Note != watch.NoNote && v.Note != d.note: // the answer to a key; the body was written already
			out = status[0] + "\n"
		}
	case body != d.body || resized:
		out = clearScreen + body + strings.Join(status, "\n")
	default:
		out = clearStatus(d.statusLines) + strings.Join(status, "\n")
	}
	d.body, d.columns, d.rows, d.statusLines, d.note = body, v.Columns, v.Rows, len(status), v.Note
	_, _ = io.WriteString(d.app.Stdout, out) // if the terminal is gone, reading keys fails and ends the watch
}

// screen returns the body of a view and the status lines below it.
func (d *watchText) screen(style term.Style, v watch.View) (body string, status []string) {
	status = d.status(style, v)
	return d.pageBody(style, v, len(status)), status
}

// pageBody returns the body of a view. On a screen that can be redrawn, the body and the status lines fit the screen.
func (d *watchText) pageBody(style term.Style, v watch.View, status int) string {
	if v.Page != watch.PageLesson {
		return strings.Join(v.Pager.Visible(), "\n") + "\n"
	}
	if v.Rows == 0 || !style.Live {
		return d.whole(style, v)
	}
	room := max(1, v.Rows-status)
	lines, ok := d.frame(style, v, true).whole(style.Column, room)
	if !ok {
		lines = d.frame(style, v, false).fit(style.Column, room)
	}
	return strings.Join(lines, "\n") + "\n"
}

// lesson draws the lesson's steps, the explanations of newly passed steps, the first red step and the hints taken.
func (d *watchText) lesson(w io.Writer, style term.Style, v watch.View) {
	a, p := d.app, style.Palette()
	switch {
	case v.Err != nil:
		fmt.Fprintln(w, report.FaultWords(v.Err, a.say))
	case v.RaceVerdict != nil:
		report.Lesson(w, style, a.say, *v.RaceVerdict)
		report.Red(w, style, a.say, report.New([]outcome.Lesson{*v.RaceVerdict}, a.say, os.DirFS(d.root)))
	case v.Verdict == nil:
		fmt.Fprintf(w, "%s  %s\n", p.Bold(v.Lesson.ID), v.Lesson.Title.In(a.say.Lang()))
		writeWrapped(w, style, v.Lesson.Goal.In(a.say.Lang()), fmt.Sprint)
		fmt.Fprintln(w)
		writeWrapped(w, style, a.say.Say("watch.edit", "file", v.Lesson.Path()), fmt.Sprint)
	default:
		report.Lesson(w, style, a.say, v.Verdict.Lesson)
		if red := d.turnedRed(style, v); len(red) > 0 {
			fmt.Fprintf(w, "%s\n\n", strings.Join(red, "\n"))
		}
		report.Learnt(w, style, a.say, v.NewlyPassed)
		report.Red(w, style, a.say, report.New([]outcome.Lesson{v.Verdict.Lesson}, a.say, d.source(v)))
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
func (d *watchText) end(w io.Writer, style term.Style, v watch.View) {
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

func (d *watchText) hint(w io.Writer, style term.Style, l course.Lesson, h watch.Hint) {
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

// status returns the status lines: the current state or a short answer to a key, and the keys.
func (d *watchText) status(style term.Style, v watch.View) []string {
	say, p := d.app.say, style.Palette()
	if v.Page != watch.PageLesson {
		return []string{d.footer(style, v.Pager)}
	}
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
	out := []string{p.Note(statusRow(style, now))}
	for _, line := range term.Wrap(say.Say("watch.keys"), max(20, style.Column-1)) {
		out = append(out, p.Dim(line))
	}
	return out
}

// writeWrapped writes a sentence, wrapped to the width of the screen. paint colours each line.
func writeWrapped(w io.Writer, style term.Style, text string, paint func(...any) string) {
	for _, line := range term.Wrap(text, min(style.Column, maxTextColumns)) {
		fmt.Fprintln(w, paint(line))
	}
}

// maxTextColumns is the largest width of running text.
const maxTextColumns = 78
