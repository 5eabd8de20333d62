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

// Options are the options of Run. Each number must be at least 1.
type Options struct {
	Times     int // runs of each step
	Parallel  int // trials at once; it may exceed the number of processors, because many wrong answers mostly wait
	BatchSize int // trials of one lesson in one binary
}

// Run compiles each trial once and runs its steps. src is the repo's tree. Run sends each outcome to the channel as soon as its trial ends, and
// closes the channel. The error is a fault of the machine or the context's error.
func Run(ctx context.Context, b *gotest.Builder, src fs.FS, trials []Trial, o Options, outcomes chan<- Outcome) error {
	defer close(outcomes)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(o.Parallel)
	r := &runner{
		b: b, src: src, times: o.Times, outcomes: outcomes,
		linkTokens:  make(chan struct{}, runtime.NumCPU()), // one link needs a processor and a few hundred megabytes
		trialTokens: make(chan struct{}, o.Parallel),
	}
	for _, batch := range batches(trials, o.BatchSize) {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err // a trial without an outcome must cause an error
			}
			return r.runBatch(ctx, batch)
		})
	}
	return g.Wait()
}

// batches splits trials into batches of at most n trials of one lesson.
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
	b                       *gotest.Builder
	src                     fs.FS
	times                   int
	outcomes                chan<- Outcome
	linkTokens, trialTokens chan struct{} // tokens
}

// runBatch links trials of one lesson into one binary and runs them. If one of them does not compile, each trial gets a binary of its own.
func (r *runner) runBatch(ctx context.Context, trials []Trial) error {
	if len(trials) == 1 {
		return r.runAlone(ctx, trials[0])
	}
	var answers [][]byte
	for _, t := range trials {
		answers = append(answers, t.Source)
	}
	if err := acquire(ctx, r.linkTokens); err != nil {
		return err
	}
	built, failure, err := r.b.CompileAnswers(ctx, trials[0].Lesson, answers)
	<-r.linkTokens
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	for i, t := range trials {
		g.Go(func() error {
			if failure != nil {
				return r.runAlone(ctx, t)
			}
			return r.runTrial(ctx, t, built.Binaries[i])
		})
	}
	err = g.Wait()
	if failure == nil {
		err = errors.Join(err, built.Remove())
	}
	return err
}

// runAlone builds a binary for one trial and runs the trial.
func (r *runner) runAlone(ctx context.Context, t Trial) error {
	file, err := r.b.Write(t.Lesson.File, t.Source)
	if err != nil {
		return err
	}
	if err := acquire(ctx, r.linkTokens); err != nil {
		return err
	}
	bin, failure, err := r.b.Compile(ctx, gotest.Source{Lesson: t.Lesson, File: file})
	<-r.linkTokens
	if err != nil {
		return err
	}
	if failure != nil && failure.Kind != "refused" {
		return r.send(ctx, Outcome{Trial: t, Build: failure})
	}
	if failure != nil {
		return r.send(ctx, refusedOutcome(t, failure, r.times))
	}
	return errors.Join(r.runTrial(ctx, t, bin), bin.Remove())
}

// refusedOutcome returns the outcome of an answer that is not built, because it uses something that grading does not accept. Every step is red.
func refusedOutcome(t Trial, f *gotest.BuildFailure, times int) Outcome {
	o := Outcome{Trial: t, Steps: make([]Tally, len(t.Steps))}
	for i, e := range t.Steps {
		o.Steps[i] = Tally{ExpectedVerdict: e, Red: times, Sample: []byte(f.Err.Error())}
	}
	return o
}

// acquire waits for a token. The caller releases the token by receiving from tokens.
func acquire(ctx context.Context, tokens chan struct{}) error {
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

// runTrial runs the trial's steps and sends the outcome.
func (r *runner) runTrial(ctx context.Context, t Trial, bin *gotest.Binary) error {
	if err := acquire(ctx, r.trialTokens); err != nil {
		return err
	}
	defer func() { <-r.trialTokens }()
	ex := &lazyExplorer{b: r.b, trial: t, linkTokens: r.linkTokens}
	defer ex.close()
	src := course.Overlaid(r.src, t.Lesson.Path(), t.Source)
	o := Outcome{Trial: t, Steps: make([]Tally, len(t.Steps))}
	for i, e := range t.Steps {
		o.Steps[i].ExpectedVerdict = e
		for range r.times {
			step, err := r.runStep(ctx, t.Lesson, e.Step, bin, ex, src)
			if err != nil {
				return err
			}
			o.Steps[i].count(step)
		}
	}
	return r.send(ctx, o)
}

// runStep makes both runs of a step and returns the outcome. It explores only a step that passed the race run, and repeats a run once that a
// busy machine may have ended.
func (r *runner) runStep(ctx context.Context, l course.Lesson, s course.Step, bin *gotest.Binary, ex *lazyExplorer, src fs.FS) (outcome.Step, error) {
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

// count adds the outcome of one run to the tally.
func (t *Tally) count(s outcome.Step) {
	switch s.Status {
	case outcome.Pass:
		t.Green++
	case outcome.Fail:
		t.Red++
		if t.FirstRed == nil {
			t.FirstRed = &s
		}
	default:
		t.NotJudged++
		t.Reason = cmp.Or(t.Reason, string(s.Reason)+" "+s.Detail)
	}
	if s.Status != t.Want && t.Sample == nil {
		t.Sample = sample(s)
	}
}

// sample returns the output of a run, followed by a line about the failing schedule if the exploring run found one.
func sample(s outcome.Step) []byte {
	out := slices.Clone(s.Output)
	if s.Explored != nil && s.Explored.Result != nil && !s.Explored.Result.OK() {
		r := s.Explored.Result
		out = fmt.Appendf(out, "schedule %d: %s: %s\n", r.Schedules, r.Cause, r.Message)
	}
	return out
}

// lazyExplorer is a trial's exploring binary. It is built when a step first needs it, because a trial that fails all race runs needs none.
type lazyExplorer struct {
	b          *gotest.Builder
	trial      Trial
	linkTokens chan struct{}
	bin        *gotest.Explorer
}

// run makes the exploring run of a step and stores the result in r.
func (x *lazyExplorer) run(ctx context.Context, step course.Step, r *gotest.StepResult) error {
	if x.bin == nil {
		file, err := x.b.Write(x.trial.Lesson.File, x.trial.Source)
		if err != nil {
			return err
		}
		if err := acquire(ctx, x.linkTokens); err != nil {
			return err
		}
		x.bin, err = x.b.Explorer(ctx, gotest.Source{Lesson: x.trial.Lesson, File: file})
		<-x.linkTokens
		if err != nil {
			return err
		}
	}
	r.Explored = x.bin.Explore(ctx, step, gotest.Options{})
	return ctx.Err()
}

func (x *lazyExplorer) close() {
	if x.bin != nil {
		_ = x.bin.Close() // the builder removes its whole scratch folder later
	}
}

// GenerateLoad keeps n processors busy until the context ends, to test the checker on a busy machine. It returns when all of its goroutines
// have ended.
func GenerateLoad(ctx context.Context, n int) {
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
