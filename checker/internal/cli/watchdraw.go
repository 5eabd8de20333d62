package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

// The escape sequences of the watch: an empty screen, and an empty last line.
const (
	clearScreen = "\x1b[2J\x1b[H"
	clearLine   = "\r\x1b[K"
)

// drawer shows the views of a watch: a body, and below it one line that moves.
type drawer struct {
	app  *app
	root string
	keys watch.Keyboard
	body string // as it stands on the screen
}

// draw shows a view. The body is written only when it has changed.
func (d *drawer) draw(v watch.View) {
	style := d.app.style(d.app.Stdout)
	var b bytes.Buffer
	d.page(&b, style, v)
	status := d.status(style, v)
	var out string
	switch body := d.app.linked(b.String(), d.root); {
	case !style.Live || style.Plain:
		if body != d.body {
			out = body + status + "\n"
		}
		d.body = body
	case body != d.body:
		out, d.body = clearScreen+body+status, body
	default:
		out = clearLine + status
	}
	_, _ = io.WriteString(d.app.Stdout, out) // a terminal that has gone ends the keys, and with them the watch
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

// lesson shows the lesson's steps, what was learnt, the first red step, the hints taken.
func (d *drawer) lesson(w io.Writer, style term.Style, v watch.View) {
	a, p := d.app, style.Palette()
	switch {
	case v.Err != nil:
		fmt.Fprintln(w, a.faultWords(v.Err))
	case v.Raced != nil:
		report.Lesson(w, style, a.say, *v.Raced)
		report.Red(w, style, a.say, report.New([]gotest.LessonResult{*v.Raced}, a.say, os.DirFS(d.root)))
	case v.Verdict == nil:
		fmt.Fprintf(w, "%s  %s\n  %s\n\n", p.Bold(v.Lesson.ID), v.Lesson.Title.In(a.say.Lang()), v.Lesson.Goal.In(a.say.Lang()))
		fmt.Fprintln(w, a.say.Say("watch.edit", "file", v.Lesson.Path()))
	default:
		report.Lesson(w, style, a.say, *v.Verdict)
		report.Learnt(w, style, a.say, v.Learnt)
		report.Red(w, style, a.say, report.New([]gotest.LessonResult{*v.Verdict}, a.say, os.DirFS(d.root)))
		d.end(w, style, v)
	}
	if v.Hint != nil {
		d.hint(w, style, *v.Hint)
	}
	if v.Saved != nil {
		fmt.Fprintf(w, "\n%s\n", p.Note(a.say.Say("progress.unwritable", "error", v.Saved.Error())))
	}
}

// end says what comes after a lesson that is green, and after the last of them.
func (d *drawer) end(w io.Writer, style term.Style, v watch.View) {
	a, p := d.app, style.Palette()
	for _, s := range v.Verdict.Steps {
		if s.Status != gotest.Pass {
			fmt.Fprintf(w, "\n%s\n", a.say.Say("watch.edit", "file", v.Lesson.Path()))
			return
		}
	}
	fmt.Fprintln(w, p.Good(a.say.Say("run.lesson-done", "id", v.Lesson.ID, "title", v.Lesson.Title.In(a.say.Lang()))))
	if !v.AllDone {
		fmt.Fprintln(w, a.say.Say("watch.lesson-done"))
		return
	}
	total := 0
	for _, l := range a.course.Lessons {
		total += len(l.Steps)
	}
	fmt.Fprintf(w, "\n%s\n", style.Bar(total, total, 2*20))
	fmt.Fprintln(w, p.Good(a.say.Say("run.all-done", "total", total)))
	fmt.Fprintln(w, a.say.Say("watch.all-done"))
}

func (d *drawer) hint(w io.Writer, style term.Style, h watch.Hint) {
	p, say := style.Palette(), d.app.say
	fmt.Fprintf(w, "\n%s\n", p.Bold(h.Step.ID))
	for i, text := range h.Step.Hints[:h.Taken] {
		fmt.Fprintln(w, p.Note(say.Say("hint.number", "n", i+1, "total", len(h.Step.Hints))))
		for _, line := range term.Fold(text.In(say.Lang()), 76) {
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
}

// status is the last line: what goes on, a short answer to a key, and the keys.
func (d *drawer) status(style term.Style, v watch.View) string {
	say, p := d.app.say, style.Palette()
	var parts []string
	switch {
	case v.Busy && v.Done == 0:
		parts = append(parts, say.Say("watch.compiling", "id", v.Lesson.ID))
	case v.Raced != nil:
		parts = append(parts, say.Say("watch.exploring", "id", v.Lesson.ID))
	case v.Busy:
		parts = append(parts, say.Say("watch.running", "id", v.Lesson.ID, "done", v.Done, "total", len(v.Lesson.Steps)))
	case v.Note != watch.NoNote:
		parts = append(parts, say.Say("watch.note."+string(v.Note)))
	}
	parts = append(parts, say.Say("watch.keys"))
	return p.Dim(term.Cut(strings.Join(parts, "  "), max(20, style.Column-1)))
}

// faultWords says what is wrong with the machine, as the end of a command would.
func (a *app) faultWords(err error) string {
	var machine *gotest.Machine
	if errors.As(err, &machine) {
		return a.say.Say("machine."+string(machine.Fault)) + "\n" + indent(machine.Detail) + "\n" + a.say.Say("machine.doctor")
	}
	return a.say.Say("machine.unknown", "error", err.Error())
}
