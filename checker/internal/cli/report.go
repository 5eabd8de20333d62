package cli

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// reportFlags are the flags of `checker report`.
type reportFlags struct {
	format, out, grading, gradebook, assignment, student string
	overwrite, anonymous, template                       bool
}

// reportCommand returns the command `checker report OUT`.
func (a *app) reportCommand() *cobra.Command {
	var flags reportFlags
	names := formatNames(func(reportFormat) bool { return true })
	c := a.command("report OUT", func(_ *cobra.Command, args []string) error {
		if flags.template {
			a.gradingTemplate(a.Stdout)
			return nil
		}
		return a.report(args[0], flags)
	})
	c.Args = func(_ *cobra.Command, args []string) error {
		if len(args) != 1 && !(flags.template && len(args) == 0) {
			return usage(a.say.Say("report.args"))
		}
		return nil
	}
	f := c.Flags()
	f.StringVar(&flags.format, "format", names[0], a.say.Say("flag.report-format", "names", strings.Join(names, ", ")))
	f.StringVar(&flags.out, "out", "", a.say.Say("flag.report-out"))
	f.StringVar(&flags.gradebook, "gradebook", "", a.say.Say("flag.gradebook"))
	f.StringVar(&flags.assignment, "assignment", "", a.say.Say("flag.assignment"))
	f.BoolVar(&flags.overwrite, "overwrite", false, a.say.Say("flag.overwrite"))
	f.StringVar(&flags.student, "student", "", a.say.Say("flag.report-student"))
	f.BoolVar(&flags.anonymous, "anonymous", false, a.say.Say("flag.anonymous"))
	f.StringVar(&flags.grading, "grading", "", a.say.Say("flag.grading"))
	f.BoolVar(&flags.template, "template", false, a.say.Say("flag.template"))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)) // cannot fail: the flag exists
	return c
}

// reportJob is one report: what a format gets to write it.
type reportJob struct {
	*app
	flags  reportFlags
	class  classreport.Class
	lines  func(visit func(results.Student) error) error // calls its argument with each student of the class
	export []byte                                        // the gradebook's own file, or nil
	filled *gradebook.Filled
	styled term.Style

	foreign bool // the report has cells of another program's file as they are, which is nothing for a terminal
}

// report writes the results of a class in a format.
func (a *app) report(dir string, flags reportFlags) error {
	format, err := a.reportFormat(flags)
	if err != nil {
		return err
	}
	j := &reportJob{app: a, flags: flags, styled: a.style(a.Stdout), foreign: format.gradebook}
	scheme, err := a.scheme(dir, flags.grading)
	if err != nil {
		return err
	}
	if format.large && !flags.anonymous && !a.json {
		return j.writeLarge(dir, scheme, format)
	}
	lines, err := a.readResults(dir, "results.none")
	if err != nil {
		return err
	}
	if lines = inOrder(lines); flags.anonymous {
		if lines, err = a.anonymous(dir, lines); err != nil {
			return err
		}
	}
	if j.export, err = a.readGradebook(flags.gradebook); err != nil {
		return err
	}
	j.class = classreport.Class{Course: a.course, Students: points.WithOverrides(a.course, lines), At: now(), Scheme: scheme}
	j.lines = func(visit func(results.Student) error) error { return eachOf(j.class.Students, visit) }
	switch {
	case a.json:
		return a.writeJSON(studentsDoc{1, withGrades(j.class)})
	case format.student != nil:
		return j.writeStudents(format)
	}
	return j.writeOut(flags.out, func(w io.Writer) error { return format.class(j, w) })
}

// writeOut writes to a file as a whole, or to the terminal once everything is known: a mistake that is found late leaves no half of a report.
func (j *reportJob) writeOut(file string, write func(w io.Writer) error) error {
	var whole bytes.Buffer
	if file != "" {
		j.styled = j.style(&whole)
	}
	if err := write(&whole); err != nil {
		return j.gradebookError(err)
	}
	if file == "" {
		if j.foreign && term.IsTerminal(j.Stdout) {
			lines := strings.Split(whole.String(), "\n")
			for i := range lines {
				lines[i] = safetext.Line(strings.TrimSuffix(lines[i], "\r"))
			}
			whole = *bytes.NewBufferString(strings.Join(lines, "\n"))
		}
		if _, err := j.Stdout.Write(whole.Bytes()); err != nil {
			return err
		}
	} else if err := classreport.ReplaceFile(file, func(w io.Writer) error { _, err := w.Write(whole.Bytes()); return err }); err != nil {
		return j.outError(file, err)
	}
	j.showFilled()
	if file != "" {
		j.print(j.Stderr, j.say.Say("report.written", "file", safetext.Line(file)))
	}
	return nil
}

// gradebookError returns the usage error for a *gradebook.Error, and other errors as they are.
func (a *app) gradebookError(err error) error {
	var wrong *gradebook.Error
	if !errors.As(err, &wrong) {
		return err
	}
	text := a.say.Say("gradebook."+wrong.Why, "what", safetext.Line(wrong.What), "ours", wrong.Ours, "line", wrong.Line, "names", safetext.Line(strings.Join(wrong.Names, " | ")))
	return usage(text)
}

// formatError returns the usage error for a format that does not exist.
func (a *app) formatError(name string) error {
	names := formatNames(func(reportFormat) bool { return true })
	text := a.say.Say("report.format", "name", safetext.Line(name))
	if near := course.Closest(names, name); len(near) > 0 {
		text += "\n" + a.say.Say("usage.near", "names", strings.Join(near, ", "))
	}
	return usage(text + "\n" + a.say.Say("report.formats", "names", strings.Join(names, ", ")))
}

// inOrder returns the students by their ids, those who are in no roster at the end. The lines stand in the order in which grading ended.
func inOrder(lines []results.Student) []results.Student {
	return slices.SortedStableFunc(slices.Values(lines), func(x, y results.Student) int {
		return cmp.Or(cmp.Compare(rankOf(x), rankOf(y)), cmp.Compare(x.Student, y.Student))
	})
}

func rankOf(s results.Student) int {
	if s.State == results.Unmatched {
		return 1
	}
	return 0
}
