package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/instrument"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/report"
)

// exploreFlags are the flags of `checker explore`.
type exploreFlags struct {
	run          string
	all          bool
	bound        int
	boundSet     bool // --bound was given
	limit        time.Duration
	schedules    int
	save, replay string
	out          outputFlags
	html         string // the file for the page
}

func (a *app) exploreCommand() *cobra.Command {
	var f exploreFlags
	c := a.command("explore [STEP | PACKAGE [TEST]]", func(c *cobra.Command, names []string) error {
		names = f.testOfPackage(names)
		f.boundSet = c.Flags().Changed("bound")
		if err := cmp.Or(f.check(c.Flags().Changed, a.say), f.out.check(a)); err != nil {
			return err
		}
		return a.explore(c.Context(), names, f)
	})
	flags := c.Flags()
	flags.StringVar(&f.run, "run", "", a.say.Say("flag.explore.run"))
	flags.BoolVar(&f.all, "all", false, a.say.Say("flag.explore.all"))
	flags.IntVar(&f.bound, "bound", defaultBound, a.say.Say("flag.explore.bound"))
	flags.DurationVar(&f.limit, "time", 20*time.Second, a.say.Say("flag.explore.time"))
	flags.IntVar(&f.schedules, "max", 0, a.say.Say("flag.explore.max"))
	a.formatFlag(c, &f.out)
	flags.StringVar(&f.save, "save", "", a.say.Say("flag.explore.save"))
	flags.StringVar(&f.html, "html", "", a.say.Say("flag.explore.html"))
	flags.StringVar(&f.replay, "replay", "", a.say.Say("flag.explore.replay"))
	return c
}

// check returns a usage error for wrong values, and for flags that have no effect on a replay.
func (f exploreFlags) check(changed func(flag string) bool, say *msg.Printer) error {
	switch {
	case f.bound < 0:
		return usage(say.Say("schedule.bad-number", "flag", "--bound", "value", f.bound))
	case f.schedules < 0 || f.schedules == 0 && changed("max"):
		return usage(say.Say("schedule.bad-number", "flag", "--max", "value", f.schedules))
	case f.limit <= 0:
		return usage(say.Say("schedule.bad-number", "flag", "--time", "value", f.limit))
	case f.replay == "":
		return nil
	}
	for _, flag := range []string{"all", "bound", "max", "time"} {
		if changed(flag) {
			return usage(say.Say("schedule.not-with-replay", "flag", "--"+flag))
		}
	}
	return nil
}

// defaultBound is the preemption bound without --bound.
const defaultBound = 2

// orderBound returns the bound in the form of explore.Order, where 0 is the default and -1 means no preemption. Without --bound, explore uses the
// same default as `run`.
func (f exploreFlags) orderBound() int {
	switch {
	case f.bound == 0:
		return -1
	case f.bound == defaultBound && !f.boundSet:
		return 0
	}
	return f.bound
}

// explored is the result of exploring one test or step.
type explored struct {
	name   string
	dir    string // the folder to which the file names of findings are relative
	result *explore.Result
	err    error

	reasons []instrument.Reason // why the scheduler does not control the whole test
	good    *explore.Result     // for a page: a schedule that holds, beside the one that breaks
}

func (a *app) explore(ctx context.Context, names []string, f exploreFlags) error {
	if f.replay != "" {
		if _, err := explore.Load(f.replay); err != nil {
			return usage(a.say.Say("schedule.bad-replay", "file", f.replay, "error", err.Error()))
		}
		whole, err := filepath.Abs(f.replay) // the process that reads the file has another working directory
		if err != nil {
			return fmt.Errorf("replay: %w", err)
		}
		f.replay = whole
	}
	if len(names) == 1 {
		if dir, ok := packageDir(names[0]); ok {
			return a.explorePackage(ctx, names[0], dir, f)
		}
	}
	steps, err := a.scenarios(names)
	if err != nil {
		return err
	}
	if f.run != "" {
		return usage(a.say.Say("schedule.several-runs", "name", strings.Join(names, " ")))
	}
	if f.replay != "" && (len(steps) != 1 || len(steps[0].Steps) != 1) {
		return usage(a.say.Say("schedule.replay-one"))
	}
	return a.exploreSteps(ctx, steps, f)
}

// packageDir reports whether a name is a folder with Go files.
func packageDir(name string) (string, bool) {
	matches, err := filepath.Glob(filepath.Join(name, "*.go"))
	return name, err == nil && len(matches) > 0
}

// scenarios returns the named steps that have a scenario. Without names, it returns all steps that have one.
func (a *app) scenarios(names []string) ([]course.Choice, error) {
	choices, err := course.Choose(a.course.Lessons, names)
	var unknown *course.UnknownName
	if errors.As(err, &unknown) {
		return nil, usage(a.say.Say("schedule.no-package", "name", unknown.Name, "steps", strings.Join(a.withScenario(), ", ")))
	}
	if choices, err = a.choose(names); err != nil {
		return nil, err
	}
	var out []course.Choice
	for _, c := range choices {
		var steps []course.Step
		for _, s := range c.Steps {
			if s.Scenario != "" {
				steps = append(steps, s)
			}
		}
		if len(steps) > 0 {
			out = append(out, course.Choice{Lesson: c.Lesson, Steps: steps})
		}
	}
	if len(out) == 0 {
		return nil, usage(a.say.Say("schedule.no-scenario", "step", strings.Join(names, " "), "steps", strings.Join(a.withScenario(), ", ")))
	}
	return out, nil
}

func (a *app) withScenario() []string {
	var out []string
	for _, l := range a.course.Lessons {
		for _, s := range l.Steps {
			if s.Scenario != "" {
				out = append(out, l.StepID(s))
			}
		}
	}
	return out
}

// exploreSteps explores the scenarios of the chosen steps and shows the results.
func (a *app) exploreSteps(ctx context.Context, choices []course.Choice, f exploreFlags) error {
	root, err := a.repo()
	if err != nil {
		return err
	}
	b, err := a.builder(root)
	if err != nil {
		return err
	}
	defer b.Close()
	var all []explored
	for _, c := range choices {
		if _, fault := course.ReadStudent(root, c.Lesson); fault != nil {
			return usage(report.FileWords(fault, c.Lesson.Path(), a.say))
		}
		fmt.Fprintln(a.Stderr, a.say.Say("schedule.building", "what", c.Lesson.ID))
		e, err := b.Explorer(ctx, gotest.Source{Lesson: c.Lesson})
		if err != nil {
			return a.cannotExplore(err)
		}
		for _, s := range c.Steps {
			x := e.Explore(ctx, s, gotest.Options{All: f.all, Bound: f.orderBound(), Schedules: f.schedules, Time: f.limit, Replay: f.replay})
			one := explored{name: c.Lesson.StepID(s), dir: c.Lesson.Dir(), result: x.Result, err: x.Err, reasons: failureReasons(x.Err)}
			if err := one.addGood(ctx, f, func(ctx context.Context, m explore.Moves) (*explore.Result, error) { return e.Play(ctx, s, m) }); err != nil {
				return errors.Join(err, e.Close())
			}
			all = append(all, one)
		}
		if err := e.Close(); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return a.showExplored(all, f)
}

// cannotExplore reports why the exploring binary was not built.
func (a *app) cannotExplore(err error) error {
	if why := a.notExplorable(err); why != "" {
		fmt.Fprintln(a.Stderr, why)
		return errRed
	}
	return err
}

// notExplorable says why a package cannot be built for exploring. It returns "" for an error that the package has not caused.
func (a *app) notExplorable(err error) string {
	var broken *instrument.ProblemError
	if errors.As(err, &broken) {
		return a.say.Say("schedule.does-not-compile") + "\n" + indent(broken.Error())
	}
	if odd := new(instrument.RewriteError); errors.As(err, &odd) {
		return a.say.Say("schedule.rewriting", "what", odd.Problems[0])
	}
	return ""
}

// showExplored shows the results. With --save it saves the first failing schedule. It returns errRed if a schedule failed.
func (a *app) showExplored(all []explored, f exploreFlags) error {
	doc := report.Exploration{Version: 1, Tests: []report.ExploredTest{}}
	var broken *explored
	for i, e := range all {
		doc.Tests = append(doc.Tests, report.NewExploredTest(e.name, e.dir, e.result, e.err, e.reasons, a.say))
		doc.Tests[i].Explain(os.DirFS(e.dir))
		if doc.Tests[i].Status == "fail" && broken == nil {
			broken = &all[i]
		}
	}
	if err := a.writeExplored(doc, f.out); err != nil {
		return err
	}
	if f.save != "" {
		if broken == nil || broken.result.Choices == nil {
			fmt.Fprintln(a.Stderr, a.say.Say("schedule.nothing-to-save"))
		} else if err := broken.result.Save(f.save); err != nil {
			return fmt.Errorf("save the schedule: %w", err)
		} else {
			fmt.Fprintln(a.Stderr, a.say.Say("schedule.saved", "file", f.save, "what", broken.name))
		}
	}
	if f.html != "" {
		if err := a.writePlayer(f.html, broken); err != nil {
			return err
		}
	}
	if broken != nil {
		return errRed
	}
	return nil
}
