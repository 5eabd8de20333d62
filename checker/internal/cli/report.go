package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// reportFlags are the flags of `checker report`.
type reportFlags struct {
	format, out, grading string
	template             bool
}

// reportFormat is a format of `checker report`.
type reportFormat struct {
	name  string
	write func(a *app, w io.Writer, class classreport.Class, flags reportFlags) error
}

// reportFormats returns the formats in the order in which they are listed. The first is the default.
func reportFormats() []reportFormat {
	return []reportFormat{
		{"table", (*app).reportTable},
		{"csv", func(_ *app, w io.Writer, class classreport.Class, _ reportFlags) error { return class.WriteCSV(w) }},
		{"jsonl", func(_ *app, w io.Writer, class classreport.Class, _ reportFlags) error { return reportLines(w, class) }},
	}
}

// reportCommand returns the command `checker report OUT`.
func (a *app) reportCommand() *cobra.Command {
	var flags reportFlags
	var names []string
	for _, f := range reportFormats() {
		names = append(names, f.name)
	}
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
	f.StringVar(&flags.grading, "grading", "", a.say.Say("flag.grading"))
	f.BoolVar(&flags.template, "grading-template", false, a.say.Say("flag.grading-template"))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)) // cannot fail: the flag exists
	return c
}

// report writes the results of a class in a format.
func (a *app) report(dir string, flags reportFlags) error {
	format, err := a.reportFormat(flags.format)
	if err != nil {
		return err
	}
	scheme, err := a.scheme(dir, flags.grading)
	if err != nil {
		return err
	}
	lines, err := a.readResults(dir, "results.none")
	if err != nil {
		return err
	}
	class := classreport.Class{Course: a.course, Students: points.WithOverrides(a.course, inOrder(lines)), At: now(), Scheme: scheme}
	if a.json {
		return a.writeJSON(studentsDoc{1, withGrades(class)})
	}
	if flags.out == "" {
		var whole bytes.Buffer // so that a mistake that is found late leaves no half of a report
		if err := format.write(a, &whole, class, flags); err != nil {
			return err
		}
		_, err := a.Stdout.Write(whole.Bytes())
		return err
	}
	err = classreport.ReplaceFile(flags.out, func(w io.Writer) error { return format.write(a, w, class, flags) })
	if err != nil && isExpected(err) {
		return err
	}
	if err != nil {
		return a.outError(flags.out, err)
	}
	a.print(a.Stderr, a.say.Say("report.written", "file", safetext.Line(flags.out)))
	return nil
}

// studentsDoc is the JSON of a class.
type studentsDoc struct {
	Version  int            `json:"version"`
	Students []gradedOutput `json:"students"`
}

// gradedOutput is a line with the points that the instructor has set and, if there are rules for one, the grade.
type gradedOutput struct {
	results.Student
	Grade *gradeOutput `json:"grade,omitempty"`
}

// gradeOutput is a grade as JSON. The numbers are texts, because they are exact decimals.
type gradeOutput struct {
	Value  string `json:"value"` // "" without a verdict
	Max    string `json:"max"`
	Passed *bool  `json:"passed,omitempty"`
}

// withGrades returns the students with their grades.
func withGrades(class classreport.Class) []gradedOutput {
	out := []gradedOutput{}
	for _, s := range class.Students {
		line := gradedOutput{Student: s}
		if class.Scheme != nil {
			g := class.Scheme.Grade(class.Course, s)
			line.Grade = &gradeOutput{Value: g.Value, Max: g.Max}
			if !g.Known {
				line.Grade.Value = ""
			} else if g.HasPass {
				line.Grade.Passed = &g.Passed
			}
		}
		out = append(out, line)
	}
	return out
}

// reportFormat returns the format with this name.
func (a *app) reportFormat(name string) (reportFormat, error) {
	var names []string
	for _, f := range reportFormats() {
		if f.name == name {
			return f, nil
		}
		names = append(names, f.name)
	}
	text := a.say.Say("report.format", "name", safetext.Line(name))
	if near := course.Closest(names, name); len(near) > 0 {
		text += "\n" + a.say.Say("usage.near", "names", strings.Join(near, ", "))
	}
	return reportFormat{}, usage(text + "\n" + a.say.Say("report.formats", "names", strings.Join(names, ", ")))
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

// reportTable writes the table that grading ends with.
func (a *app) reportTable(w io.Writer, class classreport.Class, flags reportFlags) error {
	style := a.style(a.Stdout)
	if flags.out != "" {
		style = a.style(w)
	}
	class.Table(w, style, a.say)
	return nil
}

// reportLines writes the last line of each student, with the points that the instructor has set.
func reportLines(w io.Writer, class classreport.Class) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, s := range withGrades(class) {
		if err := e.Encode(s); err != nil {
			return err
		}
	}
	return nil
}
