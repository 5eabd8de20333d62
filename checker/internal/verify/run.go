package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/outcome"
)

// Options say how trials are made; each number is at least 1.
type Options struct {
	Times    int // how often each step is run
	Parallel int // trials at once: more than there are processors where many wrong answers wait most of the time
	Together int // trials of one lesson that are linked into one binary
}

// Run compiles each trial once and runs its steps; src is the repo's tree. Outcomes are sent as they end; Run closes the channel. An error is the machine's or the context's.
func Run(ctx context.Context, b *gotest.Builder, src fs.FS, trials []Trial, o Options, outcomes chan<- Outcome) error {
	defer close(outcomes)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(o.Parallel)
	r := &runner{
		b: b, src: src, times: o.Times, outcomes: outcomes,
		links: make(chan struct{}, runtime.NumCPU()), // a link takes a processor and a few hundred megabytes
		tries: make(chan struct{}, o.Parallel),
	}
	for _, batch := range batches(trials, o.Together) {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err // never no outcome and no error
			}
			return r.batch(ctx, batch)
		})
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
	src          fs.FS
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
	together, failure, err := r.b.CompileAnswers(ctx, trials[0].Lesson, answers)
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
	if failure != nil && failure.Kind != "refused" {
		return r.send(ctx, Outcome{Trial: t, Build: failure})
	}
	if failure != nil {
		return r.send(ctx, refusedOutcome(t, failure, r.times))
	}
	return errors.Join(r.try(ctx, t, bin), bin.Remove())
}

// refusedOutcome is that of an answer which is not built because of what it reaches: every step is red.
func refusedOutcome(t Trial, f *gotest.BuildFailure, times int) Outcome {
	o := Outcome{Trial: t, Steps: make([]Tally, len(t.Steps))}
	for i, e := range t.Steps {
		o.Steps[i] = Tally{Expected: e, Red: times, Sample: []byte(f.Err.Error())}
	}
	return o
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
	src := course.Overlaid(r.src, t.Lesson.Path(), t.Source)
	o := Outcome{Trial: t, Steps: make([]Tally, len(t.Steps))}
	for i, e := range t.Steps {
		o.Steps[i].Expected = e
		for range r.times {
			step, err := r.step(ctx, t.Lesson, e.Step, bin, ex, src)
			if err != nil {
				return err
			}
			o.Steps[i].count(step)
		}
	}
	return r.send(ctx, o)
}

// step makes a step's runs, and once more those that a busy machine may have ended. What the race run refuses is not explored: it is red.
func (r *runner) step(ctx context.Context, l course.Lesson, s course.Step, bin *gotest.Binary, ex *exploring, src fs.FS) (outcome.Step, error) {
	result, err := bin.Run(ctx, s)
	if err != nil {
		return outcome.Step{}, err
	}
	if s.Scenario != "" && outcome.JudgeRace(l, result, src).Status == outcome.Pass {
		if err := ex.run(ctx, s, &result); err != nil {
			return outcome.Step{}, err
		}
	}
	if result.Interfered() {
		if result, err = gotest.Retry(ctx, bin, ex.bin, result); err != nil {
			return outcome.Step{}, err
		}
	}
	return outcome.JudgeStep(l, result, src), ctx.Err()
}

func (t *Tally) count(s outcome.Step) {
	switch s.Status {
	case outcome.Pass:
		t.Green++
	case outcome.Fail:
		t.Red++
		if t.First == nil {
			t.First = &s
		}
	default:
		t.NotJudged++
		t.Reason = cmp.Or(t.Reason, string(s.Reason)+" "+s.Detail)
	}
	if s.Status != t.Want && t.Sample == nil {
		t.Sample = sample(s)
	}
}

// sample is what a run printed, and the schedule that was found.
func sample(s outcome.Step) []byte {
	out := slices.Clone(s.Output)
	if s.Explored != nil && s.Explored.Result != nil && !s.Explored.Result.OK() {
		r := s.Explored.Result
		out = fmt.Appendf(out, "schedule %d: %s: %s\n", r.Schedules, r.Cause, r.Message)
	}
	return out
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
	return ctx.Err()
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
