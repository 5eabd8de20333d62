package gotest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/instrument"
)

// exploreTime is how long the schedules of a step are explored. A right answer needs less than half a second.
const exploreTime = 10 * time.Second

// isScenarioFile reports whether a lesson's test file is part of the exploring binary: the scenarios, and the words of their messages.
// These files do not use the lesson's other test files.
func isScenarioFile(name string) bool {
	return strings.HasPrefix(name, "scenario") || name == "words_test.go"
}

// Explorer is a lesson's exploring binary: the student's file with scheduling points, built without -race.
type Explorer struct {
	binary *instrument.Binary
	lesson course.Lesson
}

// Exploration is the result of a step's exploring run.
type Exploration struct {
	Result *explore.Result // nil if the exploring run failed
	Err    error           // why the exploring run failed
}

// interfered reports whether the search was ended by a limit.
func (e *Exploration) interfered() bool {
	return e != nil && (worthRetry(e.stoppedBy()) || errors.Is(e.Err, ErrTooLong) || e.Result != nil && e.Result.Capped && e.Result.Limit == "time")
}

// ErrTooLong is the error for an exploring process that was killed because it did not end after its time limit.
var ErrTooLong = errors.New("the search was ended by a time limit")

// Explorer instruments and builds the source. The package must compile. An error comes from the explorer or from the machine.
func (b *Builder) Explorer(ctx context.Context, s Source) (*Explorer, error) {
	e, err := b.instrument(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := e.compile(ctx); err != nil {
		_ = e.Close() // report the first error only
		return nil, err
	}
	return e, nil
}

func (e *Explorer) compile(ctx context.Context) error {
	if e.binary.Built() {
		return nil
	}
	if err := e.binary.Compile(ctx); err != nil {
		return explorerEnvironmentError(ctx, "", fmt.Errorf("instrument %s: %w", e.lesson.ID, err))
	}
	return nil
}

// instrument instruments the source. It is the part of Explorer before the compilation.
func (b *Builder) instrument(ctx context.Context, s Source) (*Explorer, error) {
	o := overlay{map[string]string{}}
	if _, err := b.overlayFor(s, o); err != nil {
		return nil, fmt.Errorf("prepare %s: %w", s.Lesson.ID, err)
	}
	dir := filepath.Join(b.root, filepath.FromSlash(s.Lesson.Dir()))
	delete(o.Replace, filepath.Join(dir, mainName)) // the explorer has its own way to report
	if err := b.scenariosOnly(s.Lesson, dir, o); err != nil {
		return nil, err
	}
	if err := b.ownModule(o); err != nil {
		return nil, err
	}
	options := instrument.Options{Dir: dir, Overlay: o.Replace, Work: b.dir, Env: append(b.goEnv(dir), b.lang(s.Lang)...)}
	var bin *instrument.Binary
	var err error
	if b.isolated == nil {
		bin, err = instrument.Prepare(ctx, options)
	} else {
		options.Env = append(b.testEnv(), b.lang(s.Lang)...)
		if bin, err = instrument.BuildApart(ctx, options, b.startChild); err == nil {
			bin.Launch = b.launcher()
		}
	}
	if err != nil {
		return nil, explorerEnvironmentError(ctx, b.root, fmt.Errorf("instrument %s: %w", s.Lesson.ID, err))
	}
	return &Explorer{bin, s.Lesson}, nil
}

// scenariosOnly replaces files that the exploring binary does not need by empty ones: the tests of the race run, whose imports take most of
// the build's time, and extra files. (It does not delete them, because the package loader does not support that.)
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
		if strings.HasSuffix(name, "_test.go") && !isScenarioFile(name) {
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

// ownModule adds the original module files to the overlay if those of the repo differ. (It does not use -modfile, because the package
// loader also calls the go command outside any module.)
func (b *Builder) ownModule(into overlay) error {
	for _, name := range []string{"go.mod", "go.sum"} {
		want, err := os.ReadFile(filepath.Join(b.dir, name))
		if err != nil {
			return err
		}
		got, err := os.ReadFile(filepath.Join(b.root, name))
		if err != nil || string(got) != string(want) {
			into.Replace[filepath.Join(b.root, name)] = filepath.Join(b.dir, name)
		}
	}
	return nil
}

// Close removes the binary.
func (e *Explorer) Close() error { return e.binary.Close() }

// Options are the limits of an exploration. Zero values select the defaults.
type Options struct {
	All       bool          // do not stop at the first failing schedule, and count them all
	Bound     int           // the maximum number of preemptions in a schedule; a negative value means 0
	Schedules int           // the maximum number of schedules
	Time      time.Duration // the maximum duration
	Replay    string        // the file of a saved result whose schedule is replayed
}

// enoughSchedules is the number of schedules after which the search does not go to a higher number of preemptions, if all schedules with
// one preemption have been tried. The solutions have a few thousand schedules within the bound. Right designs with many goroutines have
// more, and would take minutes.
const enoughSchedules = 10_000

// minSchedules is the number of schedules below which the search goes beyond its bound. The simplest scenarios have a few dozen schedules
// with up to two preemptions, which take almost no time.
const minSchedules = 2000

// unlessBounded returns n, or 0 if the options set a bound themselves: then exactly the schedules within that bound are tried.
func (o Options) unlessBounded(n int) int {
	if o.Bound != 0 || o.All {
		return 0
	}
	return n
}

// Explore explores the schedules of the step's scenario. A caller ends the search before its limits by cancelling ctx with the cause ErrTooLong.
func (e *Explorer) Explore(ctx context.Context, step course.Step, o Options) *Exploration {
	if o.Time == 0 {
		o.Time = exploreTime
	}
	limit, stop := context.WithTimeout(ctx, o.Time+killTimeout)
	defer stop()
	r, err := e.binary.RunTest(limit, instrument.RunOptions{Test: step.Scenario, Order: explore.Order{
		NoRaces: true, Watch: true, Enough: o.unlessBounded(enoughSchedules), MinSchedules: o.unlessBounded(minSchedules), Time: o.Time, All: o.All, Bound: o.Bound, Schedules: o.Schedules, Replay: o.Replay,
	}})
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil || err != nil && errors.Is(context.Cause(ctx), ErrTooLong) {
		return &Exploration{Err: ErrTooLong}
	}
	return &Exploration{Result: r, Err: explorerEnvironmentError(ctx, "", err)}
}

// Play makes the one schedule of the step's scenario that the moves lead to.
func (e *Explorer) Play(ctx context.Context, step course.Step, m explore.Moves) (*explore.Result, error) {
	limit, stop := context.WithTimeout(ctx, exploreTime+killTimeout)
	defer stop()
	r, err := e.binary.Play(limit, instrument.RunOptions{Test: step.Scenario, Order: explore.Order{NoRaces: true, Watch: true, Time: exploreTime}}, m)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, ErrTooLong
	}
	return r, explorerEnvironmentError(ctx, "", err)
}

// anyScenario reports whether one of the steps has a scenario.
func anyScenario(steps []course.Step) bool {
	for _, s := range steps {
		if s.Scenario != "" {
			return true
		}
	}
	return false
}
