package cli

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
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/play"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/scratch"
)

// playable is a scenario that is built and can be played.
type playable struct {
	name   string
	dir    string // the folder to which the names of files are relative
	replay play.Replay
	search func(ctx context.Context, all bool) explored
	closes []func() error // in the order of opening
}

// Close removes what was built.
func (s *playable) Close() error {
	var err error
	for i := len(s.closes) - 1; i >= 0; i-- {
		err = errors.Join(err, s.closes[i]())
	}
	return err
}

// searchTime is how long a test of a package is searched before it is played, in processor time. A step has a limit of its own.
const searchTime = 10 * time.Second

// scenarioToPlay builds the scenario of the named step, or the named test of a package.
func (a *app) scenarioToPlay(ctx context.Context, names []string, test string) (*playable, error) {
	f := exploreFlags{run: test}
	names = f.testOfPackage(names)
	if len(names) == 0 {
		return nil, usage(a.say.Say("play.name-one", "steps", strings.Join(a.withScenario(), ", ")))
	}
	if dir, ok := packageDir(names[0]); ok && len(names) == 1 {
		return a.testToPlay(ctx, names[0], dir, f.run)
	}
	if f.run != "" {
		return nil, usage(a.say.Say("schedule.several-runs", "name", strings.Join(names, " ")))
	}
	choices, err := a.scenarios(names)
	if err != nil {
		return nil, err
	}
	if len(choices) != 1 || len(choices[0].Steps) != 1 {
		var steps []string
		for _, c := range choices {
			for _, s := range c.Steps {
				steps = append(steps, c.Lesson.StepID(s))
			}
		}
		return nil, usage(a.say.Say("play.name-one", "steps", strings.Join(steps, ", ")))
	}
	return a.stepToPlay(ctx, choices[0].Lesson, choices[0].Steps[0])
}

// stepToPlay builds the scenario of a step with the student's file.
func (a *app) stepToPlay(ctx context.Context, l course.Lesson, step course.Step) (*playable, error) {
	root, err := a.repo()
	if err != nil {
		return nil, err
	}
	if _, fault := course.ReadStudent(root, l); fault != nil {
		return nil, usage(report.FileWords(fault, l.Path(), a.say))
	}
	fmt.Fprintln(a.Stderr, a.say.Say("schedule.building", "what", l.ID))
	s, err := a.buildStep(ctx, root, l, step)
	if err != nil {
		return nil, a.cannotExplore(err)
	}
	return s, nil
}

// buildStep does the same and says nothing.
func (a *app) buildStep(ctx context.Context, root string, l course.Lesson, step course.Step) (*playable, error) {
	b, err := a.builder(root)
	if err != nil {
		return nil, err
	}
	s := &playable{name: l.StepID(step), dir: l.Dir(), closes: []func() error{b.Close}}
	e, err := b.Explorer(ctx, gotest.Source{Lesson: l})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.closes = append(s.closes, e.Close)
	s.replay = func(ctx context.Context, m explore.Moves) (*explore.Result, error) { return e.Play(ctx, step, m) }
	s.search = func(ctx context.Context, all bool) explored {
		x := e.Explore(ctx, step, gotest.Options{All: all})
		return explored{name: s.name, dir: s.dir, result: x.Result, err: x.Err, reasons: failureReasons(x.Err)}
	}
	return s, nil
}

// testToPlay builds a test of any Go package.
func (a *app) testToPlay(ctx context.Context, name, dir, test string) (*playable, error) {
	fmt.Fprintln(a.Stderr, a.say.Say("schedule.building", "what", name))
	own, err := scratch.Open()
	if err != nil {
		return nil, err
	}
	s := &playable{closes: []func() error{own.Close}}
	bin, err := instrument.Build(ctx, instrument.Options{Dir: dir, Tests: true, Work: own.Dir, Env: own.TempEnv(os.Environ())})
	if err == nil {
		s.closes = append(s.closes, bin.Close)
		s.name, err = a.oneTest(bin.Tests, test, name)
	}
	switch {
	case ctx.Err() != nil: // the interrupt may have caused err
		err = ctx.Err()
	case errors.Is(err, instrument.ErrNoPackage):
		err = usage(a.say.Say("schedule.no-package", "name", name, "steps", strings.Join(a.withScenario(), ", ")))
	case bin == nil:
		if odd := new(instrument.RewriteError); errors.As(err, &odd) && gotest.FaultIn(odd.Output) != nil {
			err = gotest.FaultIn(odd.Output)
		} else {
			err = a.cannotExplore(err)
		}
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.dir = filepath.ToSlash(bin.Dir)
	options := instrument.RunOptions{Test: s.name, Order: explore.Order{Time: searchTime}}
	s.replay = func(ctx context.Context, m explore.Moves) (*explore.Result, error) { return bin.Play(ctx, options, m) }
	s.search = func(ctx context.Context, all bool) explored { return a.searchTest(ctx, bin, options, all) }
	return s, nil
}

// searchTest searches the schedules of a test of a package.
func (a *app) searchTest(ctx context.Context, bin *instrument.Binary, o instrument.RunOptions, all bool) explored {
	o.All = all
	limit, stop := context.WithTimeout(ctx, busyFactor*searchTime)
	defer stop()
	r, err := bin.RunTest(limit, o)
	reasons := append(bin.Reasons[o.Test][:len(bin.Reasons[o.Test]):len(bin.Reasons[o.Test])], failureReasons(err)...)
	if r != nil && !all && a.failsOnlyInstrumented(ctx, bin, o.Test, r) {
		r, reasons = nil, append(reasons, instrument.Reason{Kind: "only-points"})
	}
	return explored{name: o.Test, dir: filepath.ToSlash(bin.Dir), result: r, err: err, reasons: reasons}
}

// oneTest returns the one test whose name contains test. A usage error names the tests if there are more or fewer.
func (a *app) oneTest(tests []string, test, name string) (string, error) {
	if len(tests) == 0 {
		return "", usage(a.say.Say("schedule.no-tests", "name", name))
	}
	found := matching(tests, test)
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", usage(a.say.Say("schedule.no-test", "test", test, "name", name, "tests", strings.Join(tests, ", ")))
	}
	return "", usage(a.say.Say("play.one-test", "name", name, "tests", strings.Join(found, ", ")))
}
