package cli

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
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/scratch"
)

// acceptRunFlag changes -run to --run for `explore` and `play`, because users of go test write -run.
func acceptRunFlag(args []string) []string {
	out := slices.Clone(args)
	if !slices.Contains(out, "explore") && !slices.Contains(out, "play") {
		return out
	}
	for i, arg := range out {
		if arg == "--" {
			break
		}
		if arg == "-run" || strings.HasPrefix(arg, "-run=") {
			out[i] = "-" + arg
		}
	}
	return out
}

// explorePackage explores the tests of any Go package.
func (a *app) explorePackage(ctx context.Context, name, dir string, f exploreFlags) error {
	fmt.Fprintln(a.Stderr, a.say.Say("schedule.building", "what", name))
	own, err := scratch.Open()
	if err != nil {
		return err
	}
	defer own.Close()
	bin, err := instrument.Build(ctx, instrument.Options{Dir: dir, Tests: true, Work: own.Dir, Env: own.TempEnv(os.Environ())})
	if err != nil && ctx.Err() != nil { // the interrupt may have caused err
		return ctx.Err()
	}
	if errors.Is(err, instrument.ErrNoPackage) {
		return usage(a.say.Say("schedule.no-package", "name", name, "steps", strings.Join(a.withScenario(), ", ")))
	}
	if odd := new(instrument.RewriteError); errors.As(err, &odd) {
		if fault := gotest.FaultIn(odd.Output); fault != nil {
			return fault
		}
		return a.showExplored(rewriteFailures(odd, dir, f), f)
	}
	if err != nil {
		return a.cannotExplore(err)
	}
	defer bin.Close()
	tests := bin.Tests
	if len(tests) == 0 {
		return usage(a.say.Say("schedule.no-tests", "name", name))
	}
	if f.run != "" {
		if tests = matching(tests, f.run); len(tests) == 0 {
			return usage(a.say.Say("schedule.no-test", "test", f.run, "name", name, "tests", strings.Join(bin.Tests, ", ")))
		}
	}
	if f.replay != "" && len(tests) != 1 {
		return usage(a.say.Say("schedule.replay-one"))
	}
	var all []explored
	for _, t := range tests {
		r, err := a.exploreTest(ctx, bin, t, f)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		reasons := bin.Reasons[t]
		reasons = append(reasons, failureReasons(err)...)
		if r != nil && f.replay == "" && a.failsOnlyInstrumented(ctx, bin, t, r) {
			r, reasons = nil, append(reasons, instrument.Reason{Kind: "only-points"})
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		one := explored{name: t, dir: filepath.ToSlash(bin.Dir), result: r, err: err, reasons: reasons}
		replay := func(ctx context.Context, m explore.Moves) (*explore.Result, error) {
			return bin.Play(ctx, instrument.RunOptions{Test: t, Order: explore.Order{Time: f.limit}}, m)
		}
		if err := one.addGood(ctx, f, replay); err != nil {
			return err
		}
		all = append(all, one)
	}
	return a.showExplored(all, f)
}

// failureReasons returns why an exploration has no result.
func failureReasons(err error) []instrument.Reason {
	var unfit *instrument.UnfitError
	var died *instrument.NoResultError
	switch {
	case errors.As(err, &unfit):
		return []instrument.Reason{{Kind: unfit.Kind, What: unfit.What}}
	case errors.Is(err, context.DeadlineExceeded):
		return []instrument.Reason{{Kind: "too-long"}}
	case errors.As(err, &died):
		return []instrument.Reason{{Kind: "died", What: lastLine(died.Output)}}
	}
	return nil
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// busyFactor is the largest ratio of a search's wall time to its processor time, on a busy machine.
const busyFactor = 10

// rewriteFailures returns the results for the tests of a package that does not compile after scheduling points were added.
func rewriteFailures(odd *instrument.RewriteError, dir string, f exploreFlags) []explored {
	var all []explored
	for _, t := range matching(odd.Tests, f.run) {
		all = append(all, explored{name: t, dir: filepath.ToSlash(dir), err: odd, reasons: []instrument.Reason{{Kind: "rewriting", What: odd.Problems[0]}}})
	}
	return all
}

// matching returns the test with exactly this name, else all tests whose names contain it.
func matching(tests []string, name string) []string {
	var out []string
	for _, t := range tests {
		if t == name {
			return []string{t}
		}
		if strings.Contains(t, name) {
			out = append(out, t)
		}
	}
	return out
}

// exploreTest explores one test of a package, and shows its progress.
func (a *app) exploreTest(ctx context.Context, bin *instrument.Binary, test string, f exploreFlags) (*explore.Result, error) {
	progress := bin.Path + "." + test + ".progress"                         // in the run's scratch folder
	limit, stop := context.WithTimeout(ctx, busyFactor*f.limit+time.Minute) // the search normally reaches its limit of processor time long before
	defer stop()
	type end struct {
		r   *explore.Result
		err error
	}
	ended := make(chan end, 1)
	go func() {
		r, err := bin.RunTest(limit, instrument.RunOptions{Test: test, Order: explore.Order{
			Bound: f.orderBound(), Schedules: f.schedules, Time: f.limit, All: f.all, Replay: f.replay, Progress: progress, PastLeak: true,
		}})
		ended <- end{r, err}
	}()
	start, ticker := now(), time.NewTicker(tick)
	defer ticker.Stop()
	live := a.style(a.Stderr).Live
	for {
		select {
		case e := <-ended:
			if live {
				fmt.Fprint(a.Stderr, "\r\x1b[K")
			}
			return e.r, e.err
		case <-ticker.C:
			if count, err := os.ReadFile(progress); live && err == nil {
				fmt.Fprintf(a.Stderr, "\r\x1b[K%s", a.say.Say("schedule.trying", "test", test, "count", strings.TrimSpace(string(count)), "seconds", int(time.Since(start).Seconds())))
			}
		}
	}
}
