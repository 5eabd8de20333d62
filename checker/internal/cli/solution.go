package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/outcome"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/term"
)

func (a *app) solutionCommand() *cobra.Command {
	var spoil, yes bool
	c := a.command("solution LESSON", func(c *cobra.Command, names []string) error {
		l, err := a.lesson(names[0])
		if err != nil {
			return err
		}
		root, err := a.repo()
		if err != nil {
			return err
		}
		if spoil {
			err = a.confirmSpoiler(c.Context(), l, yes)
		} else {
			err = a.requirePassed(c.Context(), root, l)
		}
		if err != nil {
			return err
		}
		return a.showSolution(a.Stdout, a.style(a.Stdout), root, l)
	})
	c.Args = a.oneName
	c.Flags().BoolVar(&spoil, "spoil", false, a.say.Say("flag.spoil"))
	c.Flags().BoolVar(&yes, "yes", false, a.say.Say("flag.yes"))
	return c
}

// confirmSpoiler asks whether to show the solution of a lesson that is not green. It returns errRed if the answer is no.
func (a *app) confirmSpoiler(ctx context.Context, l course.Lesson, yes bool) error {
	if yes {
		return nil
	}
	ok, err := a.ask(ctx, a.say.Say("solution.ask", "id", l.ID))
	if err == nil && !ok {
		return errRed
	}
	return err
}

// requirePassed returns nil if every step of the lesson was ever green, according to the progress or to a run that it starts. Otherwise it returns
// errRed.
func (a *app) requirePassed(ctx context.Context, root string, l course.Lesson) error {
	store := a.openProgress(root)
	if store.AllDone(outcome.StepsOf(l)) {
		return nil
	}
	results, err := a.runAll(ctx, root, []course.Choice{{Lesson: l, Steps: l.Steps}})
	if err != nil {
		return err
	}
	a.recordPassed(store, results)
	green := results[0].Passed()
	if green == len(l.Steps) || store.AllDone(outcome.StepsOf(l)) {
		return nil
	}
	a.print(a.Stdout, a.say.Say("solution.not-yet", "id", l.ID, "passed", green, "total", len(l.Steps)))
	return errRed
}

// showSolution shows the difference between the student's file and the solution, and the page that explains the solution.
func (a *app) showSolution(w io.Writer, style term.Style, root string, l course.Lesson) error {
	page := path.Join(path.Dir(l.Solution()), "README.md")
	if a.say.Lang() == "ko" {
		page = path.Join(path.Dir(l.Solution()), "README.ko.md")
	}
	ours, err := a.readPublished(root, l.Solution())
	if err != nil {
		return err
	}
	why, err := a.readPublished(root, page)
	if err != nil {
		return err
	}
	own, err := readStudentFile(root, l)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	d := report.Diff(a.say.Say("solution.yours", "file", l.Path()), own, a.say.Say("solution.ours", "file", l.Solution()), ours)
	if d.Same() {
		fmt.Fprintln(w, a.say.Say("solution.same", "file", l.Solution()))
	} else {
		d.Write(w, style)
	}
	fmt.Fprintln(w)
	report.Markdown(w, style, string(why))
	return nil
}

// readPublished reads a file of the repo. If that fails, it writes how to restore the file.
func (a *app) readPublished(root, name string) ([]byte, error) {
	b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		a.print(a.Stderr, a.say.Say("solution.missing", "file", name, "error", err.Error()))
		return nil, exitCode(exitMachine)
	}
	return b, nil
}
