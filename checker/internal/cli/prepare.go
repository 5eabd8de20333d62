package cli

import (
	"context"
	"errors"
	"path"
	"strings"

	"sharedmap-workshop/checker/internal/doctor"
	"sharedmap-workshop/checker/internal/gotest"
)

// prepare fetches and builds everything that a classroom without network needs, and reports each task.
func (a *app) prepare(ctx context.Context, root string) error {
	var packages []string
	for _, l := range a.course.Lessons {
		packages = append(packages, "./"+l.Dir(), "./"+path.Dir(l.Solution()))
	}
	for _, t := range doctor.Tasks(packages) {
		if err := a.prepareOne(ctx, root, t); err != nil {
			return err
		}
	}
	return a.prepareLessons(ctx, root)
}

func (a *app) prepareOne(ctx context.Context, root string, t doctor.Task) error {
	a.print(a.Stderr, a.say.Say("doctor.prepare."+t.Name, "command", "go "+strings.Join(t.Args, " ")))
	if err := doctor.Do(ctx, root, t); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		a.print(a.Stderr, a.say.Say("doctor.prepare.failed", "error", err.Error()))
		return exitCode(exitMachine)
	}
	return nil
}

// prepareLessons builds every lesson's original in the same way as `run`, so that the build cache holds what `run` needs.
func (a *app) prepareLessons(ctx context.Context, root string) (err error) {
	a.print(a.Stderr, a.say.Say("doctor.prepare.lessons"))
	b, err := gotest.NewBuilder(root, a.course)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	for _, l := range a.course.Lessons {
		start, err := a.course.Start(l)
		if err != nil {
			return err
		}
		file, err := b.Write(l.File, start)
		if err != nil {
			return err
		}
		if err := b.Prepare(ctx, gotest.Source{Lesson: l, File: file}); err != nil {
			return err
		}
	}
	return nil
}

// pullNote writes how to update a clone with edited lessons, because git pull refuses to overwrite edited files.
func (a *app) pullNote(ctx context.Context, root string) {
	var files []string
	for _, l := range a.course.Lessons {
		files = append(files, l.Path())
	}
	if edited := doctor.Edited(ctx, root, files); len(edited) > 0 {
		a.print(a.Stdout, a.say.Say("doctor.pull", "file", edited[0]))
	}
}
