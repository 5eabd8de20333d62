package watch

import (
	"context"
	"errors"
	"os"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/panics"
)

// tryFunc runs a lesson with the current content of its file. It calls step with each verdict of the race run as soon as that is known.
type tryFunc func(ctx context.Context, cfg Config, l course.Lesson, step func(outcome.Step)) (Result, error)

// tryLesson runs a lesson from a copy of its file, so the verdict belongs to one content even if the file is saved during the run.
func tryLesson(ctx context.Context, cfg Config, l course.Lesson, step func(outcome.Step)) (result Result, err error) {
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
		e.err = panics.Recover(func() (err error) { e.results, err = b.RunAll(ctx, []gotest.Work{work}, events); return err })
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
		result = Result{outcome.Judge(e.results[0], own), src, cfg.Lang}
	}
	return result, e.err
}

// readSettled reads the student's file. A missing or empty file may be in the middle of a save, so readSettled retries for settleTime.
func readSettled(ctx context.Context, root string, l course.Lesson) ([]byte, error) {
	over := time.NewTimer(settleTime)
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
