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
	"sharedmap-workshop/checker/internal/instrument"
)

// asGoTest takes explore's -run as go test does, with one dash: that is how everybody's fingers write it.
func asGoTest(args []string) []string {
	out := slices.Clone(args)
	if !slices.Contains(out, "explore") {
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
	bin, err := instrument.Build(ctx, instrument.Options{Dir: dir, Tests: true})
	if errors.Is(err, instrument.ErrNoPackage) {
		return usage(a.say.Say("schedule.no-package", "name", name, "steps", strings.Join(a.withScenario(), ", ")))
	}
	if odd := new(instrument.RewriteError); errors.As(err, &odd) {
		return a.showExplored(rewriteFails(odd, dir, f), f)
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
		if errors.Is(err, instrument.ErrOutlives) {
			reasons = append(reasons, instrument.Reason{Kind: "outlives", What: strings.TrimPrefix(err.Error(), instrument.ErrOutlives.Error()+": ")})
		}
		all = append(all, explored{t, filepath.ToSlash(bin.Dir), r, err, reasons})
	}
	return a.showExplored(all, f)
}

// rewriteFails are the tests of a package that does not compile with points in it.
func rewriteFails(odd *instrument.RewriteError, dir string, f exploreFlags) []explored {
	var all []explored
	for _, t := range matching(odd.Tests, f.run) {
		all = append(all, explored{t, filepath.ToSlash(dir), nil, odd, []instrument.Reason{{Kind: "rewriting", What: odd.Problems[0]}}})
	}
	return all
}

// matching returns the test of that very name, else those whose name holds it.
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

// exploreTest explores one test of a package, and shows how far it is.
func (a *app) exploreTest(ctx context.Context, bin *instrument.Binary, test string, f exploreFlags) (*explore.Result, error) {
	dir, err := os.MkdirTemp("", "workshop-explore-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	progress := filepath.Join(dir, "progress")
	limit, stop := context.WithTimeout(ctx, f.limit+30*time.Second)
	defer stop()
	type end struct {
		r   *explore.Result
		err error
	}
	ended := make(chan end, 1)
	go func() {
		r, err := bin.RunTest(limit, instrument.RunOptions{
			Test: test, Bound: f.bound, Schedules: f.schedules, Time: f.limit, All: f.all, Replay: f.replay, Progress: progress, Further: true,
		})
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
			if errors.Is(e.err, context.DeadlineExceeded) && ctx.Err() == nil {
				return &explore.Result{Version: explore.Version, Scenario: test, Cause: explore.Endless}, nil
			}
			return e.r, e.err
		case <-ticker.C:
			if count, err := os.ReadFile(progress); live && err == nil {
				fmt.Fprintf(a.Stderr, "\r\x1b[K%s", a.say.Say("schedule.trying", "test", test, "count", strings.TrimSpace(string(count)), "seconds", int(time.Since(start).Seconds())))
			}
		}
	}
}
