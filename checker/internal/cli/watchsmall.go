package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

// frame returns the lesson's page: in full with the list of the steps and why new green steps work, else without them.
func (d *watchText) frame(style term.Style, v watch.View, full bool) frame {
	say, p := d.app.say, style.Palette()
	f := frame{more: p.Dim(style.Shorten("  "+style.Ellipsis()+" "+say.Say("watch.more"), style.Column))}
	result := outcome.Lesson{Lesson: v.Lesson}
	switch {
	case v.RaceVerdict != nil:
		result = *v.RaceVerdict
	case v.Verdict != nil:
		result = v.Verdict.Lesson
	}
	if v.Err != nil || len(result.Steps) == 0 {
		f.parts = []report.Part{{Lines: written(func(w io.Writer) { d.lesson(w, style, v) })}}
		return f
	}
	add := func(lines []string) { f.parts = append(f.parts, report.Part{Lines: lines}) }
	learnt := written(func(w io.Writer) { report.Learnt(w, style, say, v.NewlyPassed) })
	b, red := report.NewBrief(style, say, report.New([]outcome.Lesson{result}, say, d.source(v)))
	f.head = []string{report.LessonBar(style, say, result)}
	if full {
		f.head = written(func(w io.Writer) { report.Lesson(w, style, say, result) })
	}
	switch {
	case v.RaceVerdict != nil:
	case full:
		add(d.turnedRed(style, v))
		add(learnt)
	default:
		f.head = append(append(f.head, d.turnedGreen(style, v)...), d.turnedRed(style, v)...)
	}
	if v.SaveErr != nil {
		add(wrapped(style, say.Say("progress.unwritable", "error", v.SaveErr.Error()), p.Note))
	}
	if red {
		add(b.Title)
		f.tail = wrapped(style, say.Say("watch."+b.NextKey, "file", v.Lesson.Path(), "step", b.NextStep), p.Bold)
	} else if v.RaceVerdict == nil {
		f.tail = written(func(w io.Writer) { d.end(w, style, v) })
	}
	if v.Hint != nil {
		first := v.Hint.Taken
		if full {
			first = 1
		}
		add(d.hints(style, *v.Hint, first))
	}
	f.parts = append(f.parts, b.Parts...)
	if !full {
		add(report.Notes(style, say, result))
	}
	if !full && !red && v.RaceVerdict == nil {
		add(learnt)
	}
	return f
}

// turnedGreen returns a line that names the steps that are green now and were not before.
func (d *watchText) turnedGreen(style term.Style, v watch.View) []string {
	var names []string
	for _, s := range v.NewlyPassed {
		names = append(names, s.ID)
	}
	if names == nil {
		return nil
	}
	return wrapped(style, style.Mark(true)+" "+d.app.say.Say("watch.turned-green", "steps", strings.Join(names, ", ")), style.Palette().Good)
}

// turnedRed returns a sentence for each save that turned steps red.
func (d *watchText) turnedRed(style term.Style, v watch.View) []string {
	var out []string
	for i := 0; i < len(v.TurnedRed); {
		save, names := v.TurnedRed[i].Save, []string{}
		for ; i < len(v.TurnedRed) && v.TurnedRed[i].Save.Equal(save); i++ {
			names = append(names, v.TurnedRed[i].Step.ID)
		}
		text := d.app.say.Say("watch.turned-red", "steps", strings.Join(names, ", "), "time", save.Format("15:04:05"))
		out = append(out, wrapped(style, style.Mark(false)+" "+text, style.Palette().Bad)...)
	}
	return out
}

// hints returns the hints taken, beginning with one of them.
func (d *watchText) hints(style term.Style, h watch.Hint, first int) []string {
	say := d.app.say
	var out []string
	for n := first; n <= h.Taken; n++ {
		out = append(out, style.Palette().Note(say.Say("hint.number", "n", n, "total", len(h.Step.Hints))))
		for _, line := range term.Wrap(term.Flow(h.Step.Hints[n-1].In(say.Lang())), min(style.Column, maxTextColumns)-2) {
			out = append(out, "  "+line)
		}
	}
	return out
}

// written returns what write writes, in lines, without the empty lines at both ends.
func written(write func(io.Writer)) []string {
	var b bytes.Buffer
	write(&b)
	text := strings.Trim(b.String(), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// wrapped returns a sentence in lines that fit the screen.
func wrapped(style term.Style, text string, paint func(...any) string) []string {
	return written(func(w io.Writer) { writeWrapped(w, style, text, paint) })
}

// statusRow returns a text cut to one row of the screen.
func statusRow(style term.Style, text string) string {
	return style.Shorten(text, max(20, style.Column-1))
}

// position returns which lines of a text are on the screen.
func position(p watch.Pager) string {
	return fmt.Sprintf("%d-%d/%d", p.Top+1, p.Top+len(p.Visible()), len(p.Lines))
}
