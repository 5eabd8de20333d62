package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/progress"
	"sharedmap-workshop/checker/internal/report"
)

func (a *app) runCommand() *cobra.Command {
	c := a.command("run [LESSON | STEP]...", func(c *cobra.Command, names []string) error { return a.run(c.Context(), names) })
	a.rawFlag(c)
	return c
}

// run runs the named lessons and steps, shows the results and saves the progress. It returns errRed if a step is red.
func (a *app) run(ctx context.Context, names []string) error {
	choices, err := a.choose(names)
	if err != nil {
		return err
	}
	root, err := a.repo()
	if err != nil {
		return err
	}
	store := a.openProgress(root)
	results, failure := a.runAll(ctx, root, choices)
	for _, c := range choices {
		a.recordOriginal(root, store, c.Lesson)
	}
	doc := report.New(results, a.say, os.DirFS(root))
	doc.MarkGreenBefore(func(id string) bool { return wasGreen(store, results, id) })
	fresh := a.recordPassed(store, results)
	if a.json {
		err = a.writeJSON(doc)
		if a.raw {
			report.Raw(a.Stderr, a.style(a.Stderr), a.say, doc) // stdout holds only the JSON
		}
	} else if failure == nil {
		var b bytes.Buffer
		report.Learnt(&b, a.style(a.Stdout), a.say, fresh)
		report.Summary(&b, a.style(a.Stdout), a.say, doc, len(names) == 0)
		if a.raw {
			report.Raw(&b, a.style(a.Stdout), a.say, doc)
		}
		_, err = io.WriteString(a.Stdout, a.withLinks(b.String(), root))
	}
	switch {
	case failure != nil:
		return failure
	case err == nil && doc.Red():
		return errRed
	case err == nil && doc.Passed < doc.Total:
		return errNotJudged
	}
	return err
}

// runAll runs and judges the chosen steps. It shows each lesson as soon as it ends.
func (a *app) runAll(ctx context.Context, root string, choices []course.Choice) ([]outcome.Lesson, error) {
	b, err := a.builder(root)
	if err != nil {
		return nil, err
	}
	work := make([]gotest.Work, len(choices))
	for i, c := range choices {
		_, fault := course.ReadStudent(root, c.Lesson)
		work[i] = gotest.Work{Source: gotest.Source{Lesson: c.Lesson}, Steps: c.Steps, Fault: fault}
	}
	type end struct {
		results []gotest.LessonResult
		err     error
	}
	events := make(chan gotest.Event)
	ended := make(chan end, 1)
	go func() {
		results, err := b.RunAll(ctx, work, events)
		ended <- end{results, err}
	}()
	src := os.DirFS(root)
	live := a.newLive(choices, src)
	live.show(events)
	e := <-ended
	lessons := outcome.JudgeAll(e.results, e.err, src)
	live.showUnrun(lessons, e.err)
	return lessons, errors.Join(e.err, b.Close())
}

// wasGreen reports whether the progress says that a step of the results was ever green.
func wasGreen(store *progress.Store, results []outcome.Lesson, id string) bool {
	for _, l := range results {
		for _, step := range outcome.StepsOf(l.Lesson) {
			if step.ID == id {
				return store.Done(step)
			}
		}
	}
	return false
}

// recordPassed records the steps that passed, and returns those that passed for the first time. An error while saving does not end the run.
func (a *app) recordPassed(store *progress.Store, results []outcome.Lesson) []course.Step {
	fresh := outcome.RecordPassed(store, now(), results...)
	a.progressSaved = a.save(store)
	return fresh
}
