package gotest

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"

	"sharedmap-workshop/checker/explore/link"
	"sharedmap-workshop/checker/internal/course"
)

// Work is a lesson to run: its source, the steps asked for, and what is already known to be wrong with its file.
type Work struct {
	Source Source
	Steps  []course.Step
	Fault  error // from course.ReadStudent; such a lesson is not built
}

// RunAll vets, compiles and runs each lesson, as many things at once as there are processors. Events come in the order in
// which things end; RunAll closes the channel when nothing more will come. Results stand in the order of work.
// An error is the machine's (*Machine) or the context's; the results that were reached stand in it all the same.
func (b *Builder) RunAll(ctx context.Context, work []Work, events chan<- Event) ([]LessonResult, error) {
	defer close(events)
	r := &runner{b, events, make(chan struct{}, runtime.GOMAXPROCS(0)), make(chan struct{}, 1)}
	defer r.count(ctx, work).end()
	results := make([]LessonResult, len(work))
	g, ctx := newCrew(ctx)
	v := &vetting{first: len(work) > 1, done: make(chan struct{}), stop: map[string]context.CancelFunc{}}
	compiling := make([]context.Context, len(work))
	for i, w := range work {
		results[i] = w.notRun()
		var stop context.CancelFunc
		compiling[i], stop = context.WithCancel(ctx)
		defer stop()
		v.stop[w.Source.Lesson.ID] = stop
	}
	g.Go(func() error { return r.vet(ctx, work, v) })
	for i, w := range work {
		g.Go(func() error {
			var err error
			results[i], err = r.lesson(ctx, compiling[i], w, v)
			return err
		})
	}
	return results, g.Wait()
}

func buildable(work []Work) []Source {
	var out []Source
	for _, w := range work {
		if w.Fault == nil {
			out = append(out, w.Source)
		}
	}
	return out
}

// runner shares the processors among lessons and steps.
type runner struct {
	builder *Builder
	events  chan<- Event
	slots   chan struct{}
	alone   chan struct{} // held by who takes all slots
}

// lesson builds a lesson, within the second context, and runs it.
func (r *runner) lesson(ctx, compiling context.Context, w Work, v *vetting) (LessonResult, error) {
	res := w.notRun()
	if v.first {
		if _, err := v.refused(ctx, w.Source.Lesson.ID); err != nil {
			return res, err
		}
	}
	var prepared *preparation
	if w.Fault == nil && explored(w.Steps) && !r.builder.RaceFirst && r.builder.refused(w.Source) == nil {
		prepared = r.prepare(compiling, w.Source)
		defer prepared.end()
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
	if err := r.both(ctx, w, bin, &res, prepared); err != nil {
		return res, err
	}
	return res, r.send(ctx, Event{Lesson: &res})
}

// build compiles what vet lets pass.
func (r *runner) build(ctx, compiling context.Context, w Work, v *vetting) (*Binary, *BuildFailure, error) {
	if w.Fault != nil {
		return nil, &BuildFailure{Kind: "file", Err: w.Fault}, nil
	}
	if f := r.builder.refused(w.Source); f != nil {
		return nil, f, nil
	}
	vetted := func() (*BuildFailure, error) {
		f, err := v.refused(ctx, w.Source.Lesson.ID)
		if f == nil || f.Kind == "vet" {
			return f, err
		}
		if _, said, err := r.compile(ctx, w.Source); err == nil && said != nil { // in the compiler's words
			return said, nil
		}
		return f, err
	}
	if v.first {
		if f, err := vetted(); f != nil || err != nil {
			return nil, f, err
		}
	}
	bin, failed, err := r.compile(compiling, w.Source)
	if failed == nil && (err == nil || compiling.Err() != nil) {
		if f, no := vetted(); f != nil || no != nil {
			return nil, f, no
		}
	}
	return bin, failed, err
}

func (r *runner) compile(ctx context.Context, s Source) (*Binary, *BuildFailure, error) {
	if err := r.take(ctx); err != nil {
		return nil, nil, err
	}
	defer r.give()
	return r.builder.Compile(ctx, s)
}

// both makes the race run and the exploring run side by side. A step is green when both are.
func (r *runner) both(ctx context.Context, w Work, bin *Binary, res *LessonResult, prepared *preparation) error {
	found := make([]*Exploration, len(res.Steps))
	g, together := newCrew(ctx) // that context ends with the group; what comes after it has the lesson's
	if !r.builder.RaceFirst {
		g.Go(func() error { return r.steps(together, bin, res) })
	} else if err := r.steps(together, bin, res); err != nil {
		return err
	}
	if explored(w.Steps) {
		if prepared == nil {
			prepared = r.prepare(together, w.Source)
			defer prepared.end()
		}
		g.Go(func() error { return r.explore(together, w, found, prepared) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for i, e := range found {
		res.Steps[i].Explored = e
	}
	return r.again(ctx, bin, res, prepared)
}

// again makes the runs once more that a busy machine may have ended, by themselves: nothing else of ours runs meanwhile.
func (r *runner) again(ctx context.Context, bin *Binary, res *LessonResult, prepared *preparation) error {
	for i, s := range res.Steps {
		if !s.Interfered() {
			continue
		}
		if err := r.takeAll(ctx); err != nil {
			return err
		}
		explorer := (*Explorer)(nil)
		if prepared != nil {
			explorer = prepared.explorer
		}
		second, err := Again(ctx, bin, explorer, s)
		r.giveAll()
		if err != nil {
			return err
		}
		res.Steps[i] = second
	}
	return nil
}

// Again makes those of a step's runs once more that a busy machine may have ended. explorer may be nil where none was built.
func Again(ctx context.Context, bin *Binary, explorer *Explorer, first StepResult) (StepResult, error) {
	second := first
	if first.outside() || first.Report.Limit == link.LimitWall {
		var err error
		if second, err = bin.Run(ctx, first.Step); err != nil {
			return first, err
		}
		second.Explored = first.Explored
	}
	if first.Explored.interfered() && explorer != nil {
		second.Explored = explorer.Explore(ctx, first.Step, Options{Time: 2 * exploreTime})
	}
	return second, ctx.Err()
}

// explore tries the schedules of each step that has a scenario.
func (r *runner) explore(ctx context.Context, w Work, found []*Exploration, prepared *preparation) error {
	<-prepared.ready // outside of the processor that it takes
	if err := r.take(ctx); err != nil {
		return err
	}
	defer r.give()
	for i, s := range w.Steps {
		switch {
		case s.Scenario == "":
		case prepared.err != nil:
			found[i] = &Exploration{Err: prepared.err}
		default:
			found[i] = prepared.explorer.Explore(ctx, s, Options{})
		}
	}
	return ctx.Err()
}

// steps runs the result's steps and puts their verdicts in.
func (r *runner) steps(ctx context.Context, bin *Binary, res *LessonResult) error {
	var mu sync.Mutex
	g, ctx := newCrew(ctx)
	for i, s := range slices.Backward(res.Steps) { // the later, the longer: the longest do not begin when all others have ended
		if err := r.take(ctx); err != nil {
			return cmp.Or(g.Wait(), err)
		}
		g.Go(func() error {
			sr, err := bin.Run(ctx, s.Step)
			r.give()
			if err != nil {
				return err
			}
			mu.Lock()
			res.Steps[i] = sr
			mu.Unlock()
			if sr.Cancelled {
				return ctx.Err()
			}
			return r.send(ctx, Event{Step: &StepDone{res.Lesson, sr}})
		})
	}
	return g.Wait()
}

func (r *runner) take(ctx context.Context) error {
	select {
	case r.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *runner) give() { <-r.slots }

// takeAll waits until nothing else of ours runs. One at a time takes all: two that each had some would wait for each other.
func (r *runner) takeAll(ctx context.Context) error {
	select {
	case r.alone <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	for i := range cap(r.slots) {
		if err := r.take(ctx); err != nil {
			for range i {
				r.give()
			}
			<-r.alone
			return err
		}
	}
	return nil
}

func (r *runner) giveAll() {
	for range cap(r.slots) {
		r.give()
	}
	<-r.alone
}

func (r *runner) send(ctx context.Context, e Event) error {
	select {
	case r.events <- e:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w Work) notRun() LessonResult {
	res := LessonResult{Lesson: w.Source.Lesson, Steps: make([]StepResult, len(w.Steps))}
	for i, s := range w.Steps {
		res.Steps[i] = StepResult{Step: s}
	}
	return res
}
