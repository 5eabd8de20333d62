package gotest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/instrument"
)

// exploreTime is how long a step's schedules are tried; a right answer needs well under half a second.
const exploreTime = 5 * time.Second

// scenarioFiles are the test files of a lesson that stand by themselves: its scenarios, and the words that they say.
var scenarioFiles = []string{"scenarios_test.go", "words_test.go"}

// Explorer is a lesson's exploring binary: the student's file with points at which to switch, without -race.
type Explorer struct {
	binary *instrument.Binary
	lesson course.Lesson
}

// Exploration is what the exploring run of a step came to.
type Exploration struct {
	Result *explore.Result // nil where it could not be run
	Err    error           // why it could not; the race run's verdict stands alone then, and that is said
}

// OK reports whether no schedule was found that breaks.
func (e *Exploration) OK() bool { return e == nil || e.Result == nil || e.Result.OK() }

// Explorer instruments and builds the source. The package must compile; an error is the explorer's or the machine's.
func (b *Builder) Explorer(ctx context.Context, s Source) (*Explorer, error) {
	e, err := b.instrument(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := e.compile(ctx); err != nil {
		_ = e.Close() // the first error says more
		return nil, err
	}
	return e, nil
}

func (e *Explorer) compile(ctx context.Context) error {
	if err := e.binary.Compile(ctx); err != nil {
		return fmt.Errorf("instrument %s: %w", e.lesson.ID, err)
	}
	return nil
}

// instrument is what comes before the compiler in Explorer.
func (b *Builder) instrument(ctx context.Context, s Source) (*Explorer, error) {
	o := overlay{map[string]string{}}
	if _, err := b.overlayFor(s, o); err != nil {
		return nil, fmt.Errorf("prepare %s: %w", s.Lesson.ID, err)
	}
	dir := filepath.Join(b.root, filepath.FromSlash(s.Lesson.Dir()))
	delete(o.Replace, filepath.Join(dir, mainName)) // the explorer reports in its own way
	if err := b.scenariosOnly(s.Lesson, dir, o); err != nil {
		return nil, err
	}
	if err := b.ownModule(o); err != nil {
		return nil, err
	}
	bin, err := instrument.Prepare(ctx, instrument.Options{
		Dir: dir, Overlay: o.Replace, Work: b.tmp,
		Env: append(b.goEnv(dir), b.lang()...),
	})
	if err != nil {
		return nil, fmt.Errorf("instrument %s: %w", s.Lesson.ID, err)
	}
	return &Explorer{bin, s.Lesson}, nil
}

// scenariosOnly empties the files that an exploring binary has no use for: the tests of the race run, whose imports take most of a
// build's time, and strangers' files. (The loader of packages knows no deletion.)
func (b *Builder) scenariosOnly(l course.Lesson, dir string, o overlay) error {
	files, err := b.course.Files(l)
	if err != nil {
		return err
	}
	empty, err := b.Write("empty.go", []byte("package main\n"))
	if err != nil {
		return err
	}
	for name := range files {
		if strings.HasSuffix(name, "_test.go") && !slices.Contains(scenarioFiles, name) {
			o.Replace[filepath.Join(dir, name)] = empty
		}
	}
	for name, file := range o.Replace {
		if file == "" {
			o.Replace[name] = empty
		}
	}
	return nil
}

// ownModule puts the original module files in place of those that differ. (-modfile is not for the loader of packages, which also
// asks the go command outside of any module.)
func (b *Builder) ownModule(into overlay) error {
	for _, name := range []string{"go.mod", "go.sum"} {
		want, err := os.ReadFile(filepath.Join(b.tmp, name))
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(b.root, name))
		if err != nil || string(got) != string(want) {
			into.Replace[filepath.Join(b.root, name)] = filepath.Join(b.tmp, name)
		}
	}
	return nil
}

// Close removes the binary.
func (e *Explorer) Close() error { return e.binary.Close() }

// Options bound an exploration; zero values are the usual ones.
type Options struct {
	All    bool          // count all schedules that break
	Bound  int           // preemptions a schedule
	Time   time.Duration // for at most so long
	Replay string        // a saved result whose schedule is made again
}

// Explore tries the schedules of the step's scenario.
func (e *Explorer) Explore(ctx context.Context, step course.Step, o Options) *Exploration {
	if o.Time == 0 {
		o.Time = exploreTime
	}
	limit, stop := context.WithTimeout(ctx, o.Time+StepTimeout)
	defer stop()
	r, err := e.binary.RunTest(limit, instrument.RunOptions{
		Test: step.Scenario, NoRaces: true, Time: o.Time, All: o.All, Bound: o.Bound, Replay: o.Replay,
	})
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return &Exploration{Result: &explore.Result{Version: explore.Version, Scenario: step.Scenario, Cause: explore.Endless}}
	}
	return &Exploration{Result: r, Err: err}
}

// explored reports whether one of the steps has a scenario.
func explored(steps []course.Step) bool {
	for _, s := range steps {
		if s.Scenario != "" {
			return true
		}
	}
	return false
}
