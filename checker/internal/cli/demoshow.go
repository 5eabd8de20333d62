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

// explain draws the first finding of an output: a race, where there is one.
func (d *demo) explain(output, start []byte) []goout.Finding {
	found, _ := goout.Read(bytes.NewReader(output)) // a bytes.Reader does not fail
	src := course.Overlaid(os.DirFS(d.root), d.lesson.Path(), start)
	doc := report.Found(blame.ExplainAll(found, src), d.app.say)
	if len(doc.Findings) == 0 {
		if !d.app.json {
			d.app.tell(d.app.Stdout, d.app.say.Say("demo.silent"))
		}
		return doc.Findings
	}
	doc.Findings = doc.Findings[:1]
	if !d.app.json {
		own, err := fs.Sub(src, d.lesson.Dir())
		if err != nil {
			own = src
		}
		report.Explain(d.app.Stdout, d.narrow(), d.app.say, doc, own, func(file string) string { return filepath.Base(file) })
	}
	return doc.Findings
}

// narrow is the output's style with lines short enough for the last row of seats.
func (d *demo) narrow() term.Style {
	style := d.app.style(d.app.Stdout)
	style.Column = min(style.Column, demoColumns)
	return style
}

// showable explores the steps until a schedule breaks in which at least two goroutines move: one alone makes no picture.
func (d *demo) showable(ctx context.Context, e *gotest.Explorer) (*goout.Finding, course.Step) {
	for _, s := range d.steps {
		x := e.Explore(ctx, s, gotest.Options{})
		if f := report.ScheduleFinding(x.Result, d.app.say); f != nil && report.Movers(*f) > 1 {
			return f, s
		}
	}
	return nil, course.Step{}
}

// schedule explores the broken program and shows the schedule that breaks it, a row a key.
func (d *demo) schedule(ctx context.Context, src gotest.Source, doc *demoDoc) error {
	e, err := d.b.Explorer(ctx, src)
	if err != nil {
		return err
	}
	defer e.Close()
	f, step := d.showable(ctx, e)
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
	for i, row := range report.ScheduleRows(d.narrow(), d.app.say, *f) {
		fmt.Fprintf(d.app.Stdout, "  %s", strings.TrimRight(row, " "))
		if d.pauses && i > 1 {
			if err := d.enter(); err != nil { // the key's own line feed ends the row
				fmt.Fprintln(d.app.Stdout)
				return err
			}
			continue
		}
		fmt.Fprintln(d.app.Stdout)
	}
	d.space()
	for _, line := range term.Wrap(strings.Join(strings.Fields(f.Text), " "), demoColumns-2) {
		fmt.Fprintln(d.app.Stdout, line)
	}
	return nil
}
