package cli

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/watch"
)

// watchText makes the texts of a watch. It has no state, because two goroutines use it: the one that draws, and the one that opens pages.
type watchText struct {
	app  *app
	root string
}

// page returns the lines of a page that a key opens, or nil if there is nothing to show.
func (d *watchText) page(v watch.View) []string {
	style := d.app.style(d.app.Stdout)
	return written(func(w io.Writer) {
		switch v.Page {
		case watch.PageList:
			d.app.showList(w, style, d.app.listDoc(d.root, d.app.openProgress(d.root)))
		case watch.PageSolution:
			if err := d.app.showSolution(w, style, d.root, v.Lesson); err != nil {
				fmt.Fprintln(w, err)
			}
		case watch.PageText:
			d.lessonText(w, style, v.Lesson)
		case watch.PagePrevious:
			d.previous(w, style, v)
		case watch.PageSchedule:
			d.schedule(w, style, v)
		case watch.PageMore:
			if v.Err != nil || v.Verdict != nil || v.RaceVerdict != nil {
				d.lesson(w, style, v)
			}
		}
	})
}

// lessonText writes the lesson's page of docs, in the reader's language.
func (d *watchText) lessonText(w io.Writer, style term.Style, l course.Lesson) {
	name := path.Join("docs", l.ID+".md")
	if d.app.say.Lang() == "ko" {
		name = path.Join("docs", "ko", l.ID+".md")
	}
	text, err := fs.ReadFile(os.DirFS(d.root), name)
	if err != nil {
		fmt.Fprintln(w, d.app.say.Say("watch.no-text", "file", name, "error", err.Error()))
		return
	}
	report.Markdown(w, style, string(text))
}

// previous writes the result before the last one, with the lines of the file that it is about.
func (d *watchText) previous(w io.Writer, style term.Style, v watch.View) {
	if v.Previous == nil {
		return
	}
	writeWrapped(w, style, d.app.say.Say("watch.previous", "time", v.Saved.Format("15:04:05")), style.Palette().Note)
	fmt.Fprintln(w)
	d.result(w, style, *v.Previous)
}

// schedule writes the schedule of the first red step, if the last run found one.
func (d *watchText) schedule(w io.Writer, style term.Style, v watch.View) {
	if v.Verdict == nil {
		return
	}
	report.FirstSchedule(w, style, d.app.say, report.New([]outcome.Lesson{v.Verdict.Lesson}, d.app.say, d.source(v)))
}

// source returns the repo's tree with the student's file as it was when the last verdict was made.
func (d *watchText) source(v watch.View) fs.FS {
	if v.Verdict == nil || v.RaceVerdict != nil {
		return os.DirFS(d.root)
	}
	return d.sourceOf(*v.Verdict)
}

func (d *watchText) sourceOf(r watch.Result) fs.FS {
	if r.Source == nil { // the file could not be read
		return os.DirFS(d.root)
	}
	return course.Overlaid(os.DirFS(d.root), r.Lesson.Lesson.Path(), r.Source)
}

// result writes a verdict: the lesson's steps and the first red step.
func (d *watchText) result(w io.Writer, style term.Style, r watch.Result) {
	report.Lesson(w, style, d.app.say, r.Lesson)
	report.Red(w, style, d.app.say, report.New([]outcome.Lesson{r.Lesson}, d.app.say, d.sourceOf(r)))
}

// footer returns the line below a page: how to read on, and how to get back.
func (d *watchText) footer(style term.Style, p watch.Pager) string {
	if p.Fits() {
		return style.Palette().Dim(statusRow(style, d.app.say.Say("watch.back")))
	}
	return style.Palette().Dim(statusRow(style, d.app.say.Say("watch.scroll", "lines", position(p))))
}

// whole returns the lesson's page with everything on it.
func (d *watchText) whole(style term.Style, v watch.View) string {
	var b bytes.Buffer
	d.lesson(&b, style, v)
	return strings.TrimLeft(b.String(), "\n")
}
