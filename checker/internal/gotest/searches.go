package gotest

import (
	"context"
	"time"

	"sharedmap-workshop/checker/internal/panics"
)

// FailedExploreTime is how long the schedules of a step are explored whose race run has failed. The step is red then, and the search can only
// add a schedule that shows why. A program that spins would take exploreTime in each step.
const FailedExploreTime = 2 * time.Second

// searches makes the exploring runs of a lesson's steps, one after the other.
type searches struct {
	runner     *runner
	steps      []StepResult    // with their Step only
	raceFailed []chan struct{} // closed when the step's race run has failed
	found      []*Exploration  // nil for a step without a scenario
}

func (r *runner) newSearches(steps []StepResult) *searches {
	s := &searches{r, append([]StepResult(nil), steps...), make([]chan struct{}, len(steps)), make([]*Exploration, len(steps))}
	for i := range s.raceFailed {
		s.raceFailed[i] = make(chan struct{})
	}
	return s
}

// run explores the schedules of each step that has a scenario, with the binary that future builds.
func (s *searches) run(ctx context.Context, future *explorerFuture) error {
	<-future.done // wait before acquiring a slot, because the build needs one
	if err := s.runner.slots.Acquire(ctx); err != nil {
		return err
	}
	defer s.runner.slots.Release()
	for i, step := range s.steps {
		switch {
		case step.Step.Scenario == "":
		case future.err != nil:
			s.found[i] = &Exploration{Err: future.err}
		default:
			s.found[i] = s.explore(ctx, future.explorer, i)
		}
	}
	return ctx.Err()
}

// explore explores the schedules of step i. The search ends after FailedExploreTime if the step's race run has failed by then.
func (s *searches) explore(ctx context.Context, explorer *Explorer, i int) *Exploration {
	ctx, stop := context.WithCancelCause(ctx)
	g, _ := panics.NewGroup(ctx)
	g.Go(func() error {
		if waitAll(ctx, time.After(FailedExploreTime), s.raceFailed[i]) {
			stop(ErrTooLong)
		}
		return nil
	})
	found := explorer.Explore(ctx, s.steps[i].Step, Options{})
	stop(nil)
	if err := g.Wait(); err != nil {
		return &Exploration{Err: err}
	}
	return found
}

// waitAll waits for the time and for the channel to be closed. It reports false if ctx ends first.
func waitAll(ctx context.Context, timer <-chan time.Time, closed <-chan struct{}) bool {
	for timer != nil || closed != nil {
		select {
		case <-timer:
			timer = nil
		case <-closed:
			closed = nil
		case <-ctx.Done():
			return false
		}
	}
	return true
}
