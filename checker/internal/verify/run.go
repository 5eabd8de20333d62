package verify

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
)

// Options say how trials are made; each number is at least 1.
type Options struct {
	Times    int // how often each step is run
	Parallel int // trials at once: more than there are processors where many wrong answers wait most of the time
	Together int // trials of one lesson that are linked into one binary
}

// Run compiles each trial once and runs its steps. Outcomes are sent as they end; Run closes the channel. An error is the machine's or the context's.
func Run(ctx context.Context, b *gotest.Builder, trials []Trial, o Options, outcomes chan<- Outcome) error {
	defer close(outcomes)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(o.Parallel)
	r := &runner{
		b: b, times: o.Times, outcomes: outcomes,
		links: make(chan struct{}, runtime.NumCPU()), // a link takes a processor and a few hundred megabytes
		tries: make(chan struct{}, o.Parallel),
	}
	for _, batch := range batches(trials, o.Together) {
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error { return r.batch(ctx, batch) })
	}
	return g.Wait()
}

// batches cuts trials into runs of at most n that belong to one lesson.
func batches(trials []Trial, n int) [][]Trial {
	var out [][]Trial
	for i, t := range trials {
		if i == 0 || len(out[len(out)-1]) == n || trials[i-1].Lesson.ID != t.Lesson.ID {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], t)
	}
	return out
}

type runner struct {
	b            *gotest.Builder
	times        int
	outcomes     chan<- Outcome
	links, tries chan struct{} // tokens
}

// batch links trials of one lesson into one binary and tries them. Where one of them does not compile, each gets a binary of its own.
func (r *runner) batch(ctx context.Context, trials []Trial) error {
	if len(trials) == 1 {
		return r.alone(ctx, trials[0])
	}
	var answers [][]byte
	for _, t := range trials {
		answers = append(answers, t.Source)
	}
	if err := take(ctx, r.links); err != nil {
		return err
	}
	together, failure, err := r.b.CompileTogether(ctx, trials[0].Lesson, answers)
	<-r.links
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	for i, t := range trials {
		g.Go(func() error {
			if failure != nil {
				return r.alone(ctx, t)
			}
			return r.try(ctx, t, together.Binaries[i])
		})
	}
	err = g.Wait()
	if failure == nil {
		err = errors.Join(err, together.Remove())
	}
	return err
}

// alone gives a trial a binary of its own and tries it.
func (r *runner) alone(ctx context.Context, t Trial) error {
	file, err := r.b.Write(t.Lesson.File, t.Source)
	if err != nil {
		return err
	}
	if err := take(ctx, r.links); err != nil {
		return err
	}
	bin, failure, err := r.b.Compile(ctx, gotest.Source{Lesson: t.Lesson, File: file})
	<-r.links
	if err != nil {
		return err
	}
	if failure != nil {
		return r.send(ctx, Outcome{Trial: t, Build: failure})
	}
	return errors.Join(r.try(ctx, t, bin), bin.Remove())
}

// take waits for a token, which is given back by receiving from tokens.
func take(ctx context.Context, tokens chan struct{}) error {
	select {
	case tokens <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *runner) send(ctx context.Context, o Outcome) error {
	select {
	case r.outcomes <- o:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// try runs the trial's steps and sends what came of them.
func (r *runner) try(ctx context.Context, t Trial, bin *gotest.Binary) error {
	if err := take(ctx, r.tries); err != nil {
		return err
	}
	defer func() { <-r.tries }()
	ex := &exploring{b: r.b, trial: t, links: r.links}
	defer ex.close()
	o := Outcome{Trial: t, Steps: make([]Tally, len(t.Steps))}
	for i, e := range t.Steps {
		o.Steps[i].Expected = e
		for range r.times {
			result, err := bin.Run(ctx, e.Step)
			if err != nil {
				return err
			}
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if result.Status == gotest.Pass && e.Step.Scenario != "" {
				if err := ex.run(ctx, e.Step, &result); err != nil {
					return err
				}
			}
			o.Steps[i].count(result)
		}
	}
	return r.send(ctx, o)
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
		if err := take(ctx, x.links); err != nil {
			return err
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
