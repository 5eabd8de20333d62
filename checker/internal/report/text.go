package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/term"
)

// Widths of the text, in columns. All lines fit in 80 columns.
const (
	idColumn = 18
	barWidth = 20
	maxText  = 78
)

// Lesson writes a lesson's block: its title, a progress bar, and one line for each step.
func Lesson(w io.Writer, style term.Style, say *msg.Printer, res outcome.Lesson) {
	if style.Plain {
		plainLesson(w, say, res)
		return
	}
	p := style.Palette()
	passed := res.Passed()
	fmt.Fprintf(w, "%s  %s\n", p.Bold(res.Lesson.ID), res.Lesson.Title.In(say.Lang()))
	fmt.Fprintf(w, "  %s %d/%d\n", style.Bar(passed, len(res.Steps), barWidth), passed, len(res.Steps))
	if res.Build != nil {
		for _, line := range term.Wrap(notBuiltWords(res, say), maxText-4) {
			fmt.Fprintf(w, "  %s\n", p.Bad(line))
		}
	} else {
		for _, s := range res.Steps {
			stepLine(w, style, say, s)
		}
	}
	for _, note := range NotesOf(res, say) {
		for _, line := range term.Wrap(note, maxText-2) {
			fmt.Fprintf(w, "  %s\n", p.Note(line))
		}
	}
	fmt.Fprintln(w)
}

// notBuiltWords returns a sentence that says why none of the lesson's steps could run.
func notBuiltWords(res outcome.Lesson, say *msg.Printer) string {
	return say.Say("run.unbuilt-"+res.Build.Kind, "file", res.Lesson.Path())
}

// LessonBar returns a lesson's title and progress bar in one line.
func LessonBar(style term.Style, say *msg.Printer, res outcome.Lesson) string {
	p, passed := style.Palette(), res.Passed()
	bar := fmt.Sprintf("%s %d/%d", style.Bar(passed, len(res.Steps), barWidth), passed, len(res.Steps))
	title := style.Shorten(res.Lesson.Title.In(say.Lang()), max(0, style.Column-term.Width(res.Lesson.ID)-term.Width(bar)-4))
	return p.Bold(res.Lesson.ID) + "  " + title + "  " + bar
}

// Notes returns the sentences about a lesson's run that are not about a step's findings, wrapped to the width of the screen.
func Notes(style term.Style, say *msg.Printer, res outcome.Lesson) []string {
	var out []string
	for _, note := range NotesOf(res, say) {
		for _, line := range term.Wrap(note, min(style.Column, maxText)-2) {
			out = append(out, "  "+style.Palette().Note(line))
		}
	}
	return out
}

// NotesOf returns the sentences below a lesson's steps: why steps were not judged, which code grading does not accept, and which files were replaced.
func NotesOf(res outcome.Lesson, say *msg.Printer) []string {
	var out []string
	steps := map[string][]string{}
	for _, s := range res.Steps {
		if s.Status != outcome.NotJudged || s.Reason == outcome.Machine { // the command reports a fault of the machine once, for all lessons
			continue
		}
		why := ReasonWords(s, say)
		if steps[why] == nil {
			out = append(out, why)
		}
		steps[why] = append(steps[why], s.Step.ID)
	}
	for i, why := range out {
		out[i] = say.Say("run.not-judged", "steps", strings.Join(steps[why], ", "), "why", why)
	}
	for _, r := range res.Refusals {
		if !r.Voids {
			out = append(out, RefusalWords(r, res.Lesson.Path(), say))
		}
	}
	if len(res.Replaced) > 0 {
		out = append(out, say.Say("run.replaced", "files", strings.Join(res.Replaced, ", ")))
	}
	return out
}

func stepLine(w io.Writer, style term.Style, say *msg.Printer, s outcome.Step) {
	p := style.Palette()
	mark := p.Bad(style.Mark(false))
	switch s.Status {
	case outcome.Pass:
		mark = p.Good(style.Mark(true))
	case outcome.NotJudged:
		mark = p.Note("?")
	case outcome.NotRun:
		mark = p.Dim("?")
	}
	title := s.Step.Title.In(say.Lang())
	if s.Status == outcome.NotRun {
		title = say.Say("run.not-run")
	}
	for i, line := range term.Wrap(title, maxText-idColumn-5) {
		id := ""
		if i == 0 {
			id = s.Step.ID
		} else {
			mark = term.Pad("", term.Width(style.Mark(true)))
		}
		fmt.Fprintf(w, "  %s %s %s\n", mark, term.Pad(id, idColumn), line)
	}
}

// MaxLearnt is the largest number of newly green steps that are explained. A student who pastes a whole solution does not need more.
const MaxLearnt = 2

// Learnt writes what the tests of the newly green steps have shown, and how our solution does it.
func Learnt(w io.Writer, style term.Style, say *msg.Printer, steps []course.Step) {
	p := style.Palette()
	for _, s := range steps[:min(len(steps), MaxLearnt)] {
		fmt.Fprintf(w, "%s %s\n", p.Good(style.Mark(true)), p.Bold(say.Say("run.proved", "step", s.ID)))
		for _, text := range []string{s.Proves.In(say.Lang()), say.Say("run.ours", "why", s.Why.In(say.Lang()))} {
			for _, line := range term.Wrap(term.Flow(text), maxText-2) {
				fmt.Fprintf(w, "  %s\n", line)
			}
		}
		fmt.Fprintln(w)
	}
}

// Summary writes the progress bar of the run, the explanation of the first red step, and the next command to type.
func Summary(w io.Writer, style term.Style, say *msg.Printer, run Run, whole bool) {
	p := style.Palette()
	label := say.Say("run.total-part")
	if whole {
		label = say.Say("run.total")
	}
	fmt.Fprintf(w, "%s  %s  %s\n", p.Bold(label), style.Bar(run.Passed, run.Total, 2*barWidth), say.Say("run.count", "passed", run.Passed, "total", run.Total))
	l, s := firstRed(run)
	switch {
	case s == nil && run.hasUnjudged():
		return // the block of each lesson names its steps that were not judged
	case s == nil:
		writeDone(w, p, say, run, whole)
		return
	}
	fmt.Fprintln(w)
	Red(w, style, say, run)
	writeNext(w, p, say, run, l, s)
}

// Red writes the explanation of the first red step. It writes nothing if no step is red.
func Red(w io.Writer, style term.Style, say *msg.Printer, run Run) {
	l, s := firstRed(run)
	if s == nil {
		return
	}
	p := style.Palette()
	if l.unbuilt != "" {
		fmt.Fprintln(w, p.Bold(say.Say("run.why-"+l.unbuilt, "lesson", l.ID)))
	} else {
		fmt.Fprintln(w, p.Bold(say.Say("run.first-red", "id", s.ID)))
		for _, line := range term.Wrap(s.title, maxText-2) {
			fmt.Fprintf(w, "  %s\n", line)
		}
	}
	if s.GreenBefore && l.unbuilt == "" {
		for _, line := range term.Wrap(say.Say("run.green-before"), maxText-2) {
			fmt.Fprintf(w, "  %s\n", p.Note(line))
		}
	}
	explain(w, style, say, run, l, s)
	if l.unbuilt == "" {
		writePrinted(w, style, say, s)
	}
}

func firstRed(run Run) (*LessonReport, *StepReport) {
	for i := range run.Lessons {
		l := &run.Lessons[i]
		for j := range l.Steps {
			if l.Steps[j].Status == outcome.Fail {
				return l, &l.Steps[j]
			}
		}
	}
	return nil, nil
}

func writeDone(w io.Writer, p term.Palette, say *msg.Printer, run Run, whole bool) {
	fmt.Fprintln(w)
	if whole {
		fmt.Fprintln(w, p.Good(say.Say("run.all-done", "total", run.Total)))
		return
	}
	for _, l := range run.Lessons {
		if l.all && l.Passed == l.Total {
			for _, line := range term.Wrap(say.Say("run.lesson-done", "id", l.ID, "title", l.Title), maxText) {
				fmt.Fprintln(w, line)
			}
		}
	}
	if next := run.stepAfter(); next != "" {
		fmt.Fprintf(w, "%s\n    %s\n", say.Say("run.part-done-next"), p.Code(say.Command("run", nameOf(next))))
		return
	}
	if next, ok := run.lessonAfter(); ok {
		for _, line := range term.Wrap(say.Say("run.part-done-lesson", "id", next.ID, "title", next.Title.In(say.Lang())), maxText) {
			fmt.Fprintln(w, line)
		}
		fmt.Fprintf(w, "    %s\n", p.Code(say.Command("run", next.Number())))
		return
	}
	fmt.Fprintf(w, "%s\n    %s\n", say.Say("run.part-done"), p.Code(say.Command()))
}

// lessonAfter returns the lesson that follows a run of one lesson, if there is one.
func (run Run) lessonAfter() (course.Lesson, bool) {
	c, err := course.Published()
	if err != nil || len(run.Lessons) != 1 {
		return course.Lesson{}, false
	}
	i := slices.IndexFunc(c.Lessons, func(l course.Lesson) bool { return l.ID == run.Lessons[0].ID })
	if i < 0 || i+1 >= len(c.Lessons) {
		return course.Lesson{}, false
	}
	return c.Lessons[i+1], true
}

// stepAfter returns the id of the step that follows those of the run in its last lesson, or "" if the run contains the end of that lesson.
func (run Run) stepAfter() string {
	if len(run.Lessons) == 0 {
		return ""
	}
	l := run.Lessons[len(run.Lessons)-1]
	if len(l.Steps) == 0 {
		return ""
	}
	i := slices.Index(l.order, l.Steps[len(l.Steps)-1].ID)
	if i+1 >= len(l.order) {
		return ""
	}
	return l.order[i+1]
}

// nameOf returns the shortest name of a step that a command accepts.
func nameOf(id string) string {
	c, err := course.Published()
	if err != nil {
		return id
	}
	return c.NameOf(id)
}
