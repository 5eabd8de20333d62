package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/alike"
	"sharedmap-workshop/checker/internal/alikereport"
	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// alikeFlags are the flags of `checker alike`.
type alikeFlags struct {
	roster, export string
	against        []string
	threshold      int // in percent
}

// alikeCommand returns the command `checker alike OUT DIR`.
func (a *app) alikeCommand() *cobra.Command {
	var flags alikeFlags
	c := a.command("alike OUT DIR", func(c *cobra.Command, args []string) error {
		return a.alike(c.Context(), args[0], args[1], flags)
	})
	c.Args = func(_ *cobra.Command, args []string) error {
		if len(args) != 2 {
			return usage(a.say.Say("alike.two-names"))
		}
		return nil
	}
	f := c.Flags()
	f.StringVar(&flags.roster, "roster", "", a.say.Say("flag.roster"))
	f.StringSliceVar(&flags.against, "against", nil, a.say.Say("flag.against"))
	f.IntVar(&flags.threshold, "threshold", int(alike.Threshold*100), a.say.Say("flag.threshold"))
	f.StringVar(&flags.export, "export", "", a.say.Say("flag.export"))
	return c
}

// alike compares the answers of a class, and writes the page into the folder of its results.
func (a *app) alike(ctx context.Context, out, dir string, flags alikeFlags) error {
	if flags.threshold < 1 || flags.threshold > 100 {
		return usage(a.say.Say("alike.threshold", "value", flags.threshold))
	}
	if flags.export != "" && !isNew(flags.export) {
		return usage(a.say.Say("merge.out-full", "dir", safetext.Line(flags.export)))
	}
	o, err := a.intakeOptions(ctx, gradeFlags{roster: flags.roster, out: out, take: string(intake.TakeLast)})
	if err != nil {
		return err
	}
	known, err := a.studentsOf(out)
	if err != nil {
		return err
	}
	class, err := intake.Read(ctx, dir, o)
	if err != nil {
		return a.classError(dir, err)
	}
	if !slices.ContainsFunc(class.Students, func(s intake.Student) bool { return known[grade.IDOf(s)] }) {
		return usage(a.say.Say("grade.out-other", "dir", safetext.Line(out)))
	}
	lessons, err := a.alikeLessons()
	if err != nil {
		return err
	}
	addAnswers(lessons, class, "")
	for _, other := range flags.against {
		earlier, err := intake.Read(ctx, other, intake.Options{Course: a.course})
		if err != nil {
			return a.classError(other, err)
		}
		addAnswers(lessons, earlier, other)
	}
	report, err := await(ctx, func() (alikereport.Report, error) {
		return alikereport.New(lessons, float64(flags.threshold)/100, now()), nil
	})
	if err != nil {
		return err
	}
	return a.alikeEnd(out, report, lessons, flags.export)
}

// studentsOf returns the ids of the students who have a line in the results in a folder.
func (a *app) studentsOf(out string) (map[string]bool, error) {
	name := filepath.Join(out, results.FileName)
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usage(a.say.Say("alike.no-results", "file", safetext.Line(name)))
	}
	if err != nil {
		return nil, a.outError(name, err)
	}
	defer f.Close()
	ids := map[string]bool{}
	err = results.Each(f, func(s results.Student, _ results.Span) error {
		ids[s.Student] = true
		return nil
	})
	if err != nil {
		return nil, a.outError(name, err)
	}
	return ids, nil
}

// alikeEnd writes the page and the folders for other tools, and shows the table.
func (a *app) alikeEnd(out string, report alikereport.Report, lessons []alikereport.Lesson, export string) error {
	if err := report.WritePage(out, a.say); err != nil {
		return a.outError(out, err)
	}
	if export != "" {
		err := writeFolder(export, func(dir string) error { return alikereport.Export(dir, lessons, classreport.FileNames) })
		if err != nil {
			return a.outError(export, err)
		}
	}
	if a.json {
		return a.writeJSON(alikeDocOf(report))
	}
	report.Table(a.Stdout, a.style(a.Stdout), a.say)
	a.print(a.Stdout, "")
	a.print(a.Stdout, a.say.Say("alike.written", "page", safetext.Line(filepath.Join(out, alikereport.PageFile))))
	if export != "" {
		a.print(a.Stdout, a.say.Say("alike.exported", "dir", safetext.Line(export)))
	}
	return nil
}
