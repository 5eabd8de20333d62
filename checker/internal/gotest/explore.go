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

// exploreTime is how long a step's schedules are tried; a right answer needs well under half a second.
const exploreTime = 10 * time.Second

// isScenarioFile reports whether a test file of a lesson is built into its exploring binary: its scenarios, and the words that they say.
// These files stand by themselves.
func isScenarioFile(name string) bool {
	return strings.HasPrefix(name, "scenario") || name == "words_test.go"
}

// Explorer is a lesson's exploring binary: the student's file with points at which to switch, without -race.
type Explorer struct {
	binary *instrument.Binary
	lesson course.Lesson
}

// Exploration is what the exploring run of a step came to.
type Exploration struct {
	Result *explore.Result // nil where it could not be run
	Err    error           // why it could not
}

// interfered reports whether a limit that a busy machine can reach has ended the search.
func (e *Exploration) interfered() bool {
	return e != nil && (errors.Is(e.Err, ErrTooLong) || e.Result != nil && e.Result.Capped && e.Result.Limit == "time")
}

// ErrTooLong says that an exploring process had to be ended from outside.
var ErrTooLong = errors.New("the search was ended by a time limit")

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
		return explorerFault(ctx, "", fmt.Errorf("instrument %s: %w", e.lesson.ID, err))
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
		return nil, explorerFault(ctx, b.root, fmt.Errorf("instrument %s: %w", s.Lesson.ID, err))
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
	All       bool          // count all schedules that break
	Bound     int           // preemptions a schedule; negative: 0
	Schedules int           // at most so many
	Time      time.Duration // for at most so long
	Replay    string        // a saved result whose schedule is made again
}

// enough is how many schedules of a lesson's scenario are tried before those with one preemption are taken for enough. The solutions have a few
// thousand at most; what has more of them is right designs of many goroutines, which would take minutes.
const enough = 10_000

// least is how many are tried at least, where there are so many: the simplest scenarios have a few dozen within two preemptions, and take no time.
const least = 3000

// unless is 0 where the bound was asked for: then nothing less will do, and nothing more. Else it is n.
func (o Options) unless(n int) int {
	if o.Bound != 0 || o.All {
		return 0
	}
	return n
}

// Explore tries the schedules of the step's scenario.
func (e *Explorer) Explore(ctx context.Context, step course.Step, o Options) *Exploration {
	if o.Time == 0 {
		o.Time = exploreTime
	}
	limit, stop := context.WithTimeout(ctx, o.Time+killAfter)
	defer stop()
	r, err := e.binary.RunTest(limit, instrument.RunOptions{Test: step.Scenario, Order: explore.Order{
		NoRaces: true, Watch: true, Enough: o.unless(enough), MinSchedules: o.unless(least), Time: o.Time, All: o.All, Bound: o.Bound, Schedules: o.Schedules, Replay: o.Replay,
	}})
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return &Exploration{Err: ErrTooLong}
	}
	return &Exploration{Result: r, Err: explorerFault(ctx, "", err)}
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
