package cli

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

// explain draws the first finding of an output and returns it.
func (d *demo) explain(output, start []byte) []goout.Finding {
	found, _ := goout.Read(bytes.NewReader(output)) // a bytes.Reader does not fail
	src := course.Overlaid(os.DirFS(d.root), d.lesson.Path(), start)
	doc := report.Found(blame.ExplainAll(found, src), d.app.say)
	if len(doc.Findings) == 0 {
		if !d.app.json {
			d.app.print(d.app.Stdout, d.app.say.Say("demo.silent"))
		}
		return doc.Findings
	}
	doc.Findings = doc.Findings[:1]
	if !d.app.json {
		own, err := fs.Sub(src, d.lesson.Dir())
		if err != nil {
			own = src
		}
		report.Explain(d.app.Stdout, d.projectorStyle(), d.app.say, doc, own, func(file string) string { return filepath.Base(file) })
	}
	return doc.Findings
}

// projectorStyle returns the style of stdout, with lines short enough for a projector with large letters.
func (d *demo) projectorStyle() term.Style {
	style := d.app.style(d.app.Stdout)
	style.Column = min(style.Column, demoColumns)
	return style
}

// findSchedule explores the steps and returns the first failing schedule with at least two lanes, because a picture needs two goroutines.
func (d *demo) findSchedule(ctx context.Context, e *gotest.Explorer) (*goout.Finding, course.Step) {
	for _, s := range d.steps {
		x := e.Explore(ctx, s, gotest.Options{})
		if f := report.ScheduleFinding(x.Result, d.app.say); f != nil && report.LaneCount(*f) > 1 {
			return f, s
		}
	}
	return nil, course.Step{}
}

// schedule explores the broken program and shows a failing schedule. The speaker shows the rows one by one with the Enter key.
func (d *demo) schedule(ctx context.Context, src gotest.Source, doc *demoDoc) error {
	e, err := d.b.Explorer(ctx, src)
	if err != nil {
		return err
	}
	defer e.Close()
	f, step := d.findSchedule(ctx, e)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if f == nil {
		return nil
	}
	doc.Findings = append(doc.Findings, *f)
	if d.app.json {
		return nil
	}
	d.title("demo.schedule", "go run ./checker explore "+d.lesson.StepID(step))
	for i, row := range report.ScheduleRows(d.projectorStyle(), d.app.say, *f) {
		fmt.Fprintf(d.app.Stdout, "  %s", strings.TrimRight(row, " "))
		if d.pauses && i > 1 {
			if err := d.waitForEnter(); err != nil { // the Enter key itself ends the row
				fmt.Fprintln(d.app.Stdout)
				return err
			}
			continue
		}
		fmt.Fprintln(d.app.Stdout)
	}
	d.blankLine()
	for _, line := range term.Wrap(strings.Join(strings.Fields(f.Text), " "), demoColumns-2) {
		fmt.Fprintln(d.app.Stdout, line)
	}
	return nil
}
