package cli

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/report"
)

func (a *app) resetCommand() *cobra.Command {
	var yes, show bool
	c := a.command("reset LESSON", func(c *cobra.Command, names []string) error {
		l, err := a.lesson(names[0])
		if err != nil {
			return err
		}
		root, err := a.repo()
		if err != nil {
			return err
		}
		if show {
			return a.showChanges(root, l)
		}
		return a.reset(c.Context(), root, l, yes)
	})
	c.Args = a.oneName
	c.Flags().BoolVar(&yes, "yes", false, a.say.Say("flag.yes"))
	c.Flags().BoolVar(&show, "show", false, a.say.Say("flag.show"))
	return c
}

// reset restores the original of the student's file and keeps the student's version as a backup.
func (a *app) reset(ctx context.Context, root string, l course.Lesson, yes bool) error {
	start, err := a.course.Start(l)
	if err != nil {
		return err
	}
	file := l.Path()
	if now, err := readStudentFile(root, l); err == nil && bytes.Equal(now, start) {
		a.print(a.Stdout, a.say.Say("reset.same", "file", file))
		return nil
	}
	if !yes {
		if ok, err := a.ask(ctx, a.say.Say("reset.ask", "file", file)); err != nil || !ok {
			if err == nil {
				a.print(a.Stdout, a.say.Say("reset.no", "file", file))
			}
			return err
		}
	}
	backup, err := course.Reset(root, l, start, now())
	if backup != "" {
		a.print(a.Stdout, a.say.Say("reset.kept", "file", backup))
	}
	if err != nil {
		return err
	}
	a.print(a.Stdout, a.say.Say("reset.done", "file", file))
	a.acceptOriginal(root, l, start)
	return nil
}

// acceptOriginal records that the student has this original or has seen it.
func (a *app) acceptOriginal(root string, l course.Lesson, start []byte) {
	store := a.openProgress(root)
	store.AcceptOriginal(l.ID, start)
	a.save(store)
}

// showChanges shows how the student's file differs from the original.
func (a *app) showChanges(root string, l course.Lesson) error {
	start, err := a.course.Start(l)
	if err != nil {
		return err
	}
	own, err := readStudentFile(root, l)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	d := report.Diff(a.say.Say("reset.original"), start, l.Path(), own)
	if d.Same() {
		a.print(a.Stdout, a.say.Say("reset.same", "file", l.Path()))
		return nil
	}
	d.Write(a.Stdout, a.style(a.Stdout))
	a.acceptOriginal(root, l, start)
	return nil
}

// readStudentFile returns the content of the student's file without checking it.
func readStudentFile(root string, l course.Lesson) ([]byte, error) {
	return os.ReadFile(filepath.Join(root, filepath.FromSlash(l.Path())))
}
