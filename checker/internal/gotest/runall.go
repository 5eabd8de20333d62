package gotest

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/panics"
	"sharedmap-workshop/checker/internal/slots"
)

// Work is a lesson to run: its source, the selected steps, and the known error of the student's file.
type Work struct {
	Source Source
	Steps  []course.Step
	Fault  error // from course.ReadStudent; if it is set, the lesson is not built
}

// RunAll vets, compiles and runs the lessons. It runs as many jobs at the same time as there are processors. It sends events in the order
// in which jobs end, and closes the channel before it returns. The results are in the order of work. An error is an *EnvironmentError or
// the context's error. The results that are known by then are returned too.
func (b *Builder) RunAll(ctx context.Context, work []Work, events chan<- Event) ([]LessonResult, error) {
	defer close(events)
	r := &runner{b, events, slots.New(runtime.GOMAXPROCS(0))}
	defer r.startCounting(ctx, work).end()
	results := make([]LessonResult, len(work))
	g, ctx := panics.NewGroup(ctx)
	v := &vetFuture{compilerWaits: len(work) > 1, done: make(chan struct{}), cancelCompile: map[string]context.CancelFunc{}}
	compiling := make([]context.Context, len(work))
	for i, w := range work {
		results[i] = w.emptyResult()
		var stop context.CancelFunc
		compiling[i], stop = context.WithCancel(ctx)
		defer stop()
		v.cancelCompile[w.Source.Lesson.ID] = stop
	}
	g.Go(func() error { return r.runVet(ctx, work, v) })
	for i, w := range work {
		g.Go(func() error {
			var err error
			results[i], err = r.runLesson(ctx, compiling[i], w, v)
			return err
		})
	}
	return results, g.Wait()
}

// sourcesToBuild returns the sources of the work whose student's file can be read.
func sourcesToBuild(work []Work) []Source {
	var out []Source
	for _, w := range work {
		if w.Fault == nil {
			out = append(out, w.Source)
		}
	}
	return out
}

// runner distributes the processors among lessons and steps.
type runner struct {
	builder *Builder
	events  chan<- Event
	slots   *slots.Slots
}

// runLesson builds a lesson and runs its steps. The compiler runs with the context compiling, which vet cancels if it refuses the lesson.
func (r *runner) runLesson(ctx, compiling context.Context, w Work, v *vetFuture) (LessonResult, error) {
	res := w.emptyResult()
	if v.compilerWaits {
		if _, err := v.failure(ctx, w.Source.Lesson.ID); err != nil {
			return res, err
		}
	}
	var future *explorerFuture
	if w.Fault == nil && anyScenario(w.Steps) && !r.builder.RaceFirst && r.builder.refused(w.Source) == nil {
		future = r.startExplorer(compiling, w.Source)
		defer future.discard()
	}
	bin, refused, err := r.build(ctx, compiling, w, v)
	if err != nil {
		return res, err
	}
	if refused != nil {
		res.Build = refused
		return res, r.send(ctx, Event{Lesson: &res})
	}
	res.Replaced = bin.Replaced
	if err := r.runBoth(ctx, w, bin, &res, future); err != nil {
		return res, err
	}
	return res, r.send(ctx, Event{Lesson: &res})
}

// build compiles the source, unless it is refused before or by vet.
func (r *runner) build(ctx, compiling context.Context, w Work, v *vetFuture) (*Binary, *BuildFailure, error) {
	if w.Fault != nil {
		return nil, &BuildFailure{Kind: "file", Err: w.Fault}, nil
	}
	if f := r.builder.refused(w.Source); f != nil {
		return nil, f, nil
	}
	vetted := func() (*BuildFailure, error) {
		f, err := v.failure(ctx, w.Source.Lesson.ID)
		if f == nil || f.Kind == "vet" {
			return f, err
		}
		if _, compileFailure, err := r.compile(ctx, w.Source); err == nil && compileFailure != nil { // the compiler's message is better than vet's
			return compileFailure, nil
		}
		return f, err
	}
	if v.compilerWaits {
		if f, err := vetted(); f != nil || err != nil {
			return nil, f, err
		}
	}
	bin, failed, err := r.compile(compiling, w.Source)
	if failed == nil && (err == nil || compiling.Err() != nil) {
		if f, vetErr := vetted(); f != nil || vetErr != nil {
			return nil, f, vetErr
		}
	}
	return bin, failed, err
}

func (r *runner) compile(ctx context.Context, s Source) (*Binary, *BuildFailure, error) {
	if err := r.slots.Acquire(ctx); err != nil {
		return nil, nil, err
	}
	defer r.slots.Release()
	return r.builder.Compile(ctx, s)
}

// runBoth makes the race run and the exploring run, at the same time unless RaceFirst is set, and stores their results in res.
func (r *runner) runBoth(ctx context.Context, w Work, bin *Binary, res *LessonResult, future *explorerFuture) error {
	search := r.newSearches(res.Steps)
	g, groupCtx := panics.NewGroup(ctx) // groupCtx ends with the group, so the retries use ctx
	if !r.builder.RaceFirst {
		g.Go(func() error { return r.runSteps(groupCtx, bin, res, search) })
	} else if err := r.runSteps(groupCtx, bin, res, search); err != nil {
		return err
	}
	if anyScenario(w.Steps) {
		if future == nil {
			future = r.startExplorer(groupCtx, w.Source)
			defer future.discard()
		}
		g.Go(func() error { return search.run(groupCtx, future) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, e := range search.found {
		res.Steps[i].Explored = e
	}
	return r.retryInterfered(ctx, bin, res, future)
}

// retryInterfered repeats the runs that a busy machine may have ended. The checker runs nothing else meanwhile.
func (r *runner) retryInterfered(ctx context.Context, bin *Binary, res *LessonResult, future *explorerFuture) error {
	for i, s := range res.Steps {
		if !s.Interfered() {
			continue
		}
		if err := r.slots.AcquireAll(ctx); err != nil {
			return err
		}
		explorer := (*Explorer)(nil)
		if future != nil {
			explorer = future.explorer
		}
		second, err := Retry(ctx, bin, explorer, s)
		r.slots.ReleaseAll()
		if err != nil {
			return err
		}
		res.Steps[i] = second
	}
	return nil
}

// Retry repeats those runs of a step that a busy machine may have ended. explorer is nil if there is no exploring binary.
func Retry(ctx context.Context, bin *Binary, explorer *Explorer, first StepResult) (StepResult, error) {
	second := first
	if first.raceInterfered() {
		var err error
		if second, err = bin.Run(ctx, first.Step); err != nil {
			return first, err
		}
		second.Explored = first.Explored
	}
	if first.Explored.interfered() && explorer != nil && !second.raceFailed() {
		second.Explored = explorer.Explore(ctx, first.Step, Options{Time: 2 * exploreTime})
	}
	return second, ctx.Err()
}

// runSteps makes the race run of each step, stores the results in res, and tells search which runs failed.
func (r *runner) runSteps(ctx context.Context, bin *Binary, res *LessonResult, search *searches) error {
	var mu sync.Mutex
	g, ctx := panics.NewGroup(ctx)
	for i, s := range slices.Backward(res.Steps) { // later steps take longer, so they start first
		if err := r.slots.Acquire(ctx); err != nil {
			return cmp.Or(g.Wait(), err)
		}
		g.Go(func() error {
			sr, err := bin.Run(ctx, s.Step)
			r.slots.Release()
			if err != nil {
				return err
			}
			mu.Lock()
			res.Steps[i] = sr
			mu.Unlock()
			if sr.raceFailed() {
				close(search.raceFailed[i])
			}
			if sr.Cancelled {
				return ctx.Err()
			}
			return r.send(ctx, Event{Step: &StepDone{res.Lesson, sr}})
		})
	}
	return g.Wait()
}

// send sends an event, or returns ctx's error when ctx ends.
func (r *runner) send(ctx context.Context, e Event) error {
	select {
	case r.events <- e:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// emptyResult returns the result of the work before any step has run.
func (w Work) emptyResult() LessonResult {
	res := LessonResult{Lesson: w.Source.Lesson, Steps: make([]StepResult, len(w.Steps))}
	for i, s := range w.Steps {
		res.Steps[i] = StepResult{Step: s}
	}
	return res
}
