package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/verify"
)

// verifyFlags are the flags of `checker verify`.
type verifyFlags struct {
	bank           bool
	times          int
	load           int
	writeOriginals bool
	only           string
}

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	c := a.command("verify", func(c *cobra.Command, _ []string) error { return a.verify(c.Context(), f) })
	c.Args = a.noArgs
	c.Flags().BoolVar(&f.bank, "bank", false, a.say.Say("flag.bank"))
	c.Flags().IntVar(&f.times, "times", 1, a.say.Say("flag.times"))
	c.Flags().IntVar(&f.load, "load", 0, a.say.Say("flag.load"))
	c.Flags().StringVar(&f.only, "only", "", a.say.Say("flag.only"))
	c.Flags().BoolVar(&f.writeOriginals, "write-originals", false, a.say.Say("flag.write-originals"))
	return c
}

func (a *app) verify(ctx context.Context, f verifyFlags) error {
	if f.times < 1 || f.load < 0 {
		return usage(a.say.Say("usage.times"))
	}
	root, err := a.repo()
	if err != nil {
		return err
	}
	if f.writeOriginals {
		return a.writeOriginals(ctx, root)
	}
	stop, err := a.startLoadGenerators(ctx, f.load)
	if err != nil {
		return err
	}
	defer stop()
	faults, err := a.compareFiles(root)
	if err != nil {
		return err
	}
	trials, err := a.trialsOf(root, f)
	if err != nil {
		return err
	}
	outcomes, err := a.runTrials(ctx, root, a.course, trials, f.times)
	if err != nil {
		return err
	}
	score, err := a.showTrials(root, f, outcomes, faults)
	explained := score.OK() || f.only != "" && !score.Wrong() // with --only, there are too few answers for a percentage
	if err == nil && (len(faults) > 0 || !verify.AllOK(outcomes) || !explained) {
		return errRed
	}
	return err
}

// showTrials shows the outcomes and, for the bank, the score of the explanations. It returns the score.
func (a *app) showTrials(root string, f verifyFlags, outcomes []verify.Outcome, faults []string) (verify.ExplanationScore, error) {
	var score verify.ExplanationScore
	var err error
	if f.bank {
		if score, err = verify.Score(outcomes); err != nil {
			return score, err
		}
	}
	if a.json {
		doc := report.TrialsDoc(outcomes, faults)
		if f.bank {
			doc.Explained = &score
			doc.OK = doc.OK && (score.OK() || f.only != "" && !score.Wrong())
		}
		return score, a.writeJSON(doc)
	}
	report.Trials(a.Stdout, a.style(a.Stdout), a.say, outcomes, faults)
	if f.bank {
		report.Explanations(a.Stdout, a.style(a.Stdout), a.say, score)
	}
	return score, nil
}

// trialsOf returns the trials of the bank or of the proof. f.only selects the trials whose name contains it. If f.only is the id of a step, it selects
// that step in all trials.
func (a *app) trialsOf(root string, f verifyFlags) ([]verify.Trial, error) {
	find := verify.Proof
	if f.bank {
		find = verify.Bank
	}
	all, err := find(a.course, os.DirFS(root))
	var lacks *fs.PathError
	if errors.As(err, &lacks) && errors.Is(err, fs.ErrNotExist) {
		return nil, usage(a.say.Say("file.missing", "file", lacks.Path))
	}
	if err != nil {
		return nil, err
	}
	var out []verify.Trial
	for _, t := range all {
		steps := slices.DeleteFunc(slices.Clone(t.Steps), func(e verify.ExpectedVerdict) bool { return t.Lesson.StepID(e.Step) != f.only })
		if len(steps) > 0 {
			t.Steps = steps
		} else if !strings.Contains(t.Lesson.ID+"/"+t.Name, f.only) {
			continue
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, usage(a.say.Say("usage.only", "only", f.only, "example", all[0].Lesson.ID+"/"+all[0].Name))
	}
	return out, nil
}

// compareFiles returns a sentence for each file that differs from its original, and for each faulty solution.
func (a *app) compareFiles(root string) ([]string, error) {
	differ, err := a.course.Differences(root)
	if err != nil {
		return nil, err
	}
	lack, err := a.course.SolutionFaults(root)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range differ {
		out = append(out, a.say.Say("verify.differs", "file", name))
	}
	for _, name := range lack {
		out = append(out, a.say.Say("verify.solution", "file", name))
	}
	return out, nil
}

// runTrials runs the trials and shows the progress on stderr.
func (a *app) runTrials(ctx context.Context, root string, c *course.Course, trials []verify.Trial, times int) ([]verify.Outcome, error) {
	b, err := gotest.NewBuilder(root, c)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan verify.Outcome)
	failed := make(chan error, 1)
	go func() {
		failed <- verify.Run(ctx, b, os.DirFS(root), trials, verify.Options{Times: times, Parallel: atOnce(times), BatchSize: 1}, ended)
	}()
	var outcomes []verify.Outcome
	live := a.style(a.Stderr)
	for o := range ended {
		outcomes = append(outcomes, o)
		line := a.say.Say("verify.progress", "done", len(outcomes), "total", len(trials), "name", o.Trial.Lesson.ID+"/"+o.Trial.Name)
		if live.Live {
			fmt.Fprintf(a.Stderr, "\r\x1b[K%s", line)
		} else if len(outcomes)%25 == 0 {
			fmt.Fprintln(a.Stderr, line)
		}
	}
	if live.Live {
		fmt.Fprint(a.Stderr, "\r\x1b[K")
	}
	return outcomes, <-failed
}

// atOnce returns how many trials run at once. The number is larger for repeated runs, so that wrong answers that wait for a time limit do not delay the
// others.
func atOnce(times int) int {
	if times > 1 {
		return 4 * runtime.NumCPU()
	}
	return runtime.NumCPU()
}

// writeOriginals copies lessons/ and the module files into the checker. It refuses if a step is green, because then lessons/ contains
// an answer instead of the broken program.
func (a *app) writeOriginals(ctx context.Context, root string) error {
	disk, err := course.Open(os.DirFS(root))
	if err != nil {
		return err
	}
	var trials []verify.Trial
	for _, l := range disk.Lessons {
		t, err := verify.StartTrial(disk, l)
		if err != nil {
			return err
		}
		trials = append(trials, t)
	}
	outcomes, err := a.runTrials(ctx, root, disk, trials, 1)
	if err != nil {
		return err
	}
	if !verify.AllOK(outcomes) {
		report.Trials(a.Stdout, a.style(a.Stdout), a.say, outcomes, nil)
		a.print(a.Stderr, a.say.Say("verify.refused"))
		return errRed
	}
	if err := course.WriteOriginals(root); err != nil {
		return err
	}
	a.print(a.Stdout, a.say.Say("verify.written", "dir", course.OriginalsDir))
	return nil
}
