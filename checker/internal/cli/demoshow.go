package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
)

// explanation is the part that explains one bug. It runs the test of the demo's step, which forces the interleaving that the step is about. So the
// same bug is explained in every run, and it is the one that is drawn afterwards.
func (d *demo) explanation(ctx context.Context, wide int) (demoContent, error) {
	src := course.Overlaid(os.DirFS(d.root), d.lesson.Path(), d.start)
	var found []goout.Finding
	err := d.busy(ctx, "demo.testing", func(func(string)) error {
		bin, failure, err := d.b.Compile(ctx, d.src)
		if err == nil && failure != nil {
			err = fmt.Errorf("build %s: %s", d.lesson.ID, failure.Output)
		}
		if err != nil {
			return err
		}
		ran, err := bin.Run(ctx, d.step)
		if err == nil {
			err = ctx.Err()
		}
		found = outcome.JudgeRace(d.lesson, ran, src).Findings
		return err
	})
	if err != nil || len(found) == 0 {
		return demoContent{}, err
	}
	one := report.FoundIn([]goout.Finding{oneFinding(found)}, d.lesson.Dir(), d.app.say).Findings[0]
	d.doc.Findings = append(d.doc.Findings, one)
	own, err := fs.Sub(src, d.lesson.Dir())
	if err != nil {
		own = src
	}
	lines := report.Spotlight(d.app.style(d.app.Stdout), d.app.say, one, own, wide)
	return demoContent{slides: []slide{{text: lines}}, lines: lines}, nil
}

// oneFinding returns the finding to explain: the data race that comes first by its lines, or else the first finding. The two accesses of a race
// stand in the order of their lines. Which of them the race detector reports first is chance.
func oneFinding(found []goout.Finding) goout.Finding {
	var races []goout.Finding
	for _, f := range found {
		if f.Kind == goout.KindDataRace && len(f.Accesses) >= 2 {
			f.Accesses = slices.Clone(f.Accesses[:2])
			slices.SortFunc(f.Accesses, func(a, b goout.Access) int { return strings.Compare(accessKey(a), accessKey(b)) })
			races = append(races, f)
		}
	}
	if len(races) == 0 {
		return found[0]
	}
	return slices.MinFunc(races, func(a, b goout.Finding) int { return strings.Compare(raceKey(a), raceKey(b)) })
}

// accessKey orders accesses: those of tests last, then by file, line and operation.
func accessKey(a goout.Access) string {
	return fmt.Sprintf("%v %s %06d %s", strings.HasSuffix(a.File, "_test.go"), a.File, a.Line, a.Op)
}

func raceKey(f goout.Finding) string {
	return accessKey(f.Accesses[1]) + accessKey(f.Accesses[0]) // the later one first, so that a race with a test comes last
}

// schedule is the part with the picture: the first schedule that breaks the scenario. The search tries the schedules in a fixed order.
func (d *demo) schedule(ctx context.Context, wide int) (demoContent, error) {
	var f *goout.Finding
	err := d.busy(ctx, "demo.exploring", func(func(string)) error {
		e, err := d.b.Explorer(ctx, d.src)
		if err != nil {
			return err
		}
		defer e.Close()
		x := e.Explore(ctx, d.step, gotest.Options{})
		f = report.ScheduleFinding(x.Result, d.app.say)
		return ctx.Err()
	})
	if err != nil || f == nil {
		return demoContent{}, err
	}
	d.doc.Findings = append(d.doc.Findings, report.FoundIn([]goout.Finding{*f}, d.lesson.Dir(), d.app.say).Findings...)
	return d.pictureContent(report.NewStoryboard(d.app.style(d.app.Stdout), d.app.say, *f, d.lesson.Dir(), wide)), nil
}

// pictureContent returns the picture as pages, one row more on each, and as lines.
func (d *demo) pictureContent(b report.Storyboard) demoContent {
	legend := append([]string{d.app.say.Say("demo.legend")}, b.Legend...)
	out := demoContent{slides: []slide{{text: legend}}, lines: append(slices.Clone(b.Legend), "")}
	out.lines = append(out.lines, b.Head...)
	var past []string
	for i, f := range b.Frames {
		out.slides = append(out.slides, slide{fixed: b.Head, rows: slices.Concat(past, f.Rows), note: f.Note, row: i + 1, of: len(b.Frames)})
		out.lines = append(out.lines, f.Rows...)
		past = append(past, f.Past...)
	}
	out.slides = append(out.slides, slide{fixed: b.Head, rows: past, note: b.End})
	out.lines = append(append(out.lines, ""), b.End...)
	return out
}
