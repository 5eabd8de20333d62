package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/sandbox"
)

// gradeClass grades a class, and writes its results to the folder that --out names.
func (a *app) gradeClass(ctx context.Context, class *intake.Class, part *gradeShard, flags gradeFlags, live *liveResult) error {
	if err := part.fits(a, flags.out); err != nil {
		return err
	}
	some, err := a.only(class, part, flags.only)
	if err != nil {
		return err
	}
	since, err := a.since(flags.since)
	if err != nil {
		return err
	}
	if _, err := a.scheme(flags.out, ""); err != nil { // named now, and not after hours
		return err
	}
	if err := a.checkOut(flags.out, class, part); err != nil { // before the machine is tried, which takes seconds
		return err
	}
	runner, err := a.gradeSandbox(ctx, sandbox.Level(flags.isolation))
	if err != nil {
		return err
	}
	file, before, err := a.openResults(flags.out, class, part)
	if err != nil {
		return err
	}
	defer file.Close()
	if class.Deadline.IsZero() && slices.ContainsFunc(before, func(s results.Student) bool { return !s.Deadline.IsZero() }) {
		a.print(a.Stderr, a.say.Say("grade.no-deadline-now", "out", safetext.Line(flags.out)))
	}
	builder, err := gotest.NewClassBuilder(ctx, a.course, runner)
	if err != nil {
		return err
	}
	defer func() { _ = builder.Close() }() // a later run removes what is left
	o := grade.Options{
		Known: since, Course: a.course, Builder: builder, Lang: a.say.Lang(), Runs: flags.repeat, OnlyIncomplete: flags.retry, OnStep: live.onStep(),
		About: grade.About{Checker: ownVersion(), Go: runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH, Level: string(runner.Level())},
	}
	for _, l := range runner.Layers() {
		o.About.Isolation = append(o.About.Isolation, string(l))
	}
	if err := part.begin(a, flags, o.About, builder.Digest()); err != nil {
		return err
	}
	lines, err := a.runGrading(ctx, some, before, file, o)
	var after []results.Student
	for _, s := range class.Students {
		if line, known := lines[grade.IDOf(s)]; known {
			after = append(after, line)
		}
	}
	if len(since) > 0 {
		before = since
	}
	if err == nil {
		err = errors.Join(part.end(a, flags.out), live.end(after))
	}
	return a.gradeEnd(flags, class, before, after, err)
}

// since returns the last lines of the results in the folder that --since names, or nil.
func (a *app) since(dir string) ([]results.Student, error) {
	if dir == "" {
		return nil, nil
	}
	return a.readResults(dir, "grade.since")
}

// readResults returns the last lines of the results in a folder. missing is the key of the text for a folder without results.
func (a *app) readResults(dir, missing string) ([]results.Student, error) {
	name := filepath.Join(dir, results.FileName)
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, usage(a.say.Say(missing, "file", safetext.Line(name)))
	}
	if err != nil {
		return nil, a.outError(name, err)
	}
	defer f.Close()
	all, err := results.Read(f)
	if err != nil {
		return nil, a.outError(name, err)
	}
	return results.Last(all), nil
}

// only returns the class with the students of these ids alone, or the whole class if there are none.
func (a *app) only(class *intake.Class, part *gradeShard, ids []string) (*intake.Class, error) {
	if len(ids) == 0 {
		return class, nil
	}
	some := *class
	some.Students = nil
	for _, id := range ids {
		i := slices.IndexFunc(class.Students, func(s intake.Student) bool { return grade.IDOf(s) == id })
		if other, ok := part.elsewhere(id); i < 0 && ok {
			return nil, usage(a.say.Say("shard.only", "id", safetext.Line(id), "asked", part.shard.String(), "shard", other.String()))
		}
		if i < 0 {
			return nil, usage(a.say.Say("grade.only", "id", safetext.Line(id)))
		}
		some.Students = append(some.Students, class.Students[i])
	}
	return &some, nil
}

// gradeSandbox returns the sandbox of the level, or an error that says what the machine lacks.
func (a *app) gradeSandbox(ctx context.Context, asked sandbox.Level) (*sandbox.Runner, error) {
	if !asked.Known() {
		return nil, usage(a.say.Say("usage.isolation", "value", safetext.Line(string(asked))))
	}
	a.print(a.Stderr, a.say.Say("sandbox.wait"))
	probed, err := sandbox.Probe(ctx)
	if err != nil {
		return nil, err
	}
	runner, err := sandbox.New(asked, probed)
	var missing *sandbox.MissingError
	if errors.As(err, &missing) {
		var names []string
		for _, l := range missing.Layers {
			names = append(names, string(l))
		}
		a.print(a.Stderr, a.say.Say("grade.isolation", "asked", string(asked), "level", string(probed.Level()), "missing", strings.Join(names, ", ")))
		return nil, exitCode(exitMachine)
	}
	if err == nil {
		a.print(a.Stderr, a.say.Say("grade.isolated", "level", string(runner.Level())))
	}
	return runner, err
}

// runGrading grades, shows the progress, and returns the last line of each student.
func (a *app) runGrading(ctx context.Context, class *intake.Class, before []results.Student, file *results.File, o grade.Options) (map[string]results.Student, error) {
	events := make(chan grade.Event)
	ended := make(chan error, 1)
	go func() { ended <- grade.Run(ctx, class, before, file, o, events) }()
	lines := map[string]results.Student{}
	for _, s := range before {
		lines[s.Student] = s
	}
	a.newGradeProgress().show(events, func(e grade.Event) { lines[e.Student.Student] = e.Student })
	return lines, <-ended
}

// gradeEnd writes what came of it, and returns the command's error: nil if everybody has a verdict.
func (a *app) gradeEnd(flags gradeFlags, class *intake.Class, before, after []results.Student, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		a.print(a.Stderr, a.say.Say("grade.interrupted", "done", len(after), "total", len(class.Students), "out", safetext.Line(flags.out)))
		return err
	case err != nil:
		return fmt.Errorf("grade: %w", err)
	}
	if err := a.gradeReports(flags.out, before, after); err != nil {
		return err
	}
	if slices.ContainsFunc(points.WithOverrides(a.course, after), func(s results.Student) bool { return !s.State.Final() }) {
		return errRed
	}
	return nil
}
