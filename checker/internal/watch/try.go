package watch

import (
	"context"
	"errors"
	"os"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
)

// tryFunc runs a lesson as its file is now, and gives step each step's verdict as it comes.
type tryFunc func(ctx context.Context, cfg Config, l course.Lesson, step func(outcome.Step)) (outcome.Lesson, error)

// tryLesson runs a lesson from a copy of its file, so that the verdict belongs to one content whatever is saved meanwhile.
func tryLesson(ctx context.Context, cfg Config, l course.Lesson, step func(outcome.Step)) (result outcome.Lesson, err error) {
	b, err := gotest.NewBuilder(cfg.Root, cfg.Course)
	if err != nil {
		return result, err
	}
	b.Lang, b.RaceFirst = cfg.Lang, true
	defer func() { err = errors.Join(err, b.Close()) }()
	work := gotest.Work{Source: gotest.Source{Lesson: l}, Steps: l.Steps}
	src, fault := readSettled(ctx, cfg.Root, l)
	if work.Fault = fault; fault == nil {
		if work.Source.File, err = b.Write(l.File, src); err != nil {
			return result, err
		}
	}
	type end struct {
		results []gotest.LessonResult
		err     error
	}
	events, ended := make(chan gotest.Event), make(chan end, 1)
	go func() {
		var e end
		e.err = gotest.Caught(func() (err error) { e.results, err = b.RunAll(ctx, []gotest.Work{work}, events); return err })
		ended <- e
	}()
	own := course.Overlaid(os.DirFS(cfg.Root), l.Path(), src)
	for e := range events {
		if e.Step != nil {
			step(outcome.JudgeRace(l, e.Step.Result, own))
		}
	}
	e := <-ended
	if len(e.results) == 1 {
		result = outcome.Judge(e.results[0], own)
	}
	return result, e.err
}

// readSettled reads the student's file. One that is gone or empty may be half of a save, so it is read again for a while.
func readSettled(ctx context.Context, root string, l course.Lesson) ([]byte, error) {
	over := time.NewTimer(settle)
	defer over.Stop()
	again := time.NewTicker(pollEvery)
	defer again.Stop()
	for {
		src, err := course.ReadStudent(root, l)
		if !errors.Is(err, course.ErrMissing) && !errors.Is(err, course.ErrEmpty) {
			return src, err
		}
		select {
		case <-over.C:
			return src, err
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-again.C:
		}
	}
}
