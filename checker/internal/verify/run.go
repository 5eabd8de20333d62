package verify

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
)

// Run compiles each trial once and runs its steps times times, parallel trials at once: more than there are processors where many wrong answers
// wait most of the time. Outcomes are sent as they end; Run closes the channel. An error is the machine's or the context's.
func Run(ctx context.Context, b *gotest.Builder, trials []Trial, times, parallel int, outcomes chan<- Outcome) error {
	defer close(outcomes)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(parallel)
	links := make(chan struct{}, runtime.NumCPU()) // a link takes a processor and a few hundred megabytes
	for _, t := range trials {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error {
			o, err := try(ctx, b, t, times, links)
			if err != nil {
				return err
			}
			select {
			case outcomes <- o:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}
	return g.Wait()
}

func try(ctx context.Context, b *gotest.Builder, t Trial, times int, links chan struct{}) (Outcome, error) {
	o := Outcome{Trial: t}
	bin, failure, err := compile(ctx, b, t, links)
	if err != nil {
		return o, err
	}
	if failure != nil {
		o.Build = failure
		return o, nil
	}
	ex := &exploring{b: b, trial: t, links: links}
	defer ex.close()
	o.Steps = make([]Tally, len(t.Steps))
	for i, e := range t.Steps {
		o.Steps[i].Expected = e
		for range times {
			r, err := bin.Run(ctx, e.Step)
			if err != nil {
				return o, err
			}
			if ctx.Err() != nil {
				return o, ctx.Err()
			}
			if r.Status == gotest.Pass && e.Step.Scenario != "" {
				if err := ex.run(ctx, e.Step, &r); err != nil {
					return o, err
				}
			}
			o.Steps[i].count(r)
		}
	}
	return o, bin.Remove()
}

func (t *Tally) count(r gotest.StepResult) {
	if r.Status == gotest.Pass {
		t.Green++
	} else {
		t.Red++
		if t.First == nil {
			t.First = &r
		}
	}
	if r.Status != t.Want && t.Sample == nil {
		t.Sample = append([]byte{}, r.Output...)
	}
}

// exploring is a trial's exploring binary, built when a step first needs it: what the race run refuses, needs none.
type exploring struct {
	b     *gotest.Builder
	trial Trial
	links chan struct{}
	bin   *gotest.Explorer
}

// run makes the exploring run of a step that the race run has passed, and puts its verdict into r.
func (x *exploring) run(ctx context.Context, step course.Step, r *gotest.StepResult) error {
	if x.bin == nil {
		file, err := x.b.Write(x.trial.Lesson.File, x.trial.Source)
		if err != nil {
			return err
		}
		select {
		case x.links <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
		x.bin, err = x.b.Explorer(ctx, gotest.Source{Lesson: x.trial.Lesson, File: file})
		<-x.links
		if err != nil {
			return err
		}
	}
	r.Explored = x.bin.Explore(ctx, step, gotest.Options{})
	if r.Explored.Err != nil {
		return r.Explored.Err
	}
	if !r.Explored.OK() {
		r.Status = gotest.Fail
		r.Output = fmt.Appendf(r.Output, "schedule %d: %s: %s\n", r.Explored.Result.Schedules, r.Explored.Result.Cause, r.Explored.Result.Message)
	}
	return nil
}

func (x *exploring) close() {
	if x.bin != nil {
		_ = x.bin.Close() // the builder's scratch folder is removed as a whole
	}
}

func compile(ctx context.Context, b *gotest.Builder, t Trial, links chan struct{}) (*gotest.Binary, *gotest.BuildFailure, error) {
	file, err := b.Write(t.Lesson.File, t.Source)
	if err != nil {
		return nil, nil, err
	}
	select {
	case links <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	defer func() { <-links }()
	return b.Compile(ctx, gotest.Source{Lesson: t.Lesson, File: file})
}

// Load keeps n processors busy until the context ends, as a second program on the machine would. It returns when all of its goroutines
// have ended.
func Load(ctx context.Context, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			runtime.LockOSThread()
			for ctx.Err() == nil {
				for range 1 << 20 {
				}
			}
		})
	}
	wg.Wait()
}
