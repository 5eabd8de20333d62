package cli

import (
	"encoding/json"
	"io"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// reportFormat is a format of `checker report`. It has one of class and student.
type reportFormat struct {
	name    string
	class   func(j *reportJob, w io.Writer) error
	student func(j *reportJob, w io.Writer, s results.Student) error // a file for each student

	gradebook bool // takes the gradebook's own file
	named     bool // is of no use without the students' names
	binary    bool // is nothing for a terminal
	large     bool // takes the students one after the other, so the class need not fit into the memory
}

// reportFormats returns the formats in the order in which they are listed. The first is the default.
func reportFormats() []reportFormat {
	return []reportFormat{
		{name: "table", class: func(j *reportJob, w io.Writer) error { j.class.Table(w, j.styled, j.say); return nil }},
		{name: "csv", class: func(j *reportJob, w io.Writer) error { return j.class.WriteCSV(w) }},
		{name: "canvas", class: (*reportJob).canvas, gradebook: true, named: true},
		{name: "canvas-feedback", class: (*reportJob).canvasFeedback, named: true, binary: true},
		{name: "moodle", class: (*reportJob).moodle, gradebook: true, named: true},
		{name: "moodle-feedback", class: (*reportJob).moodleFeedback, gradebook: true, named: true, binary: true},
		{name: "gradescope", student: func(j *reportJob, w io.Writer, s results.Student) error {
			return gradebook.Gradescope(w, j.class, s, j.printerOf(s.Lang))
		}},
		{name: "classroom50", named: true, student: func(j *reportJob, w io.Writer, s results.Student) error {
			return gradebook.Classroom50(w, j.class, s, j.printerOf(s.Lang), j.Getenv)
		}},
		{name: "junit", large: true, class: func(j *reportJob, w io.Writer) error { return gradebook.JUnit(w, j.class, j.lines, j.say) }},
		{name: "sarif", class: func(j *reportJob, w io.Writer) error { return gradebook.SARIF(w, j.class, j.say) }},
		{name: "markdown", class: func(j *reportJob, w io.Writer) error { return gradebook.Markdown(w, j.class, j.say) }},
		{name: "jsonl", class: func(j *reportJob, w io.Writer) error { return reportLines(w, j.class) }},
	}
}

// formatNames returns the names of the formats for which is is true.
func formatNames(is func(f reportFormat) bool) []string {
	var names []string
	for _, f := range reportFormats() {
		if is(f) {
			names = append(names, f.name)
		}
	}
	return names
}

// reportFormat returns the format that the flags name, or a usage error if there is none or another flag does not fit it.
func (a *app) reportFormat(flags reportFlags) (reportFormat, error) {
	all := reportFormats()
	i := slices.IndexFunc(all, func(f reportFormat) bool { return f.name == flags.format })
	if i < 0 {
		return reportFormat{}, a.formatError(flags.format)
	}
	f := all[i]
	fits := func(flag string, is func(f reportFormat) bool) error {
		return usage(a.say.Say("report.flag", "flag", flag, "format", f.name, "names", strings.Join(formatNames(is), ", ")))
	}
	takesExport := func(f reportFormat) bool { return f.gradebook }
	perStudent := func(f reportFormat) bool { return f.student != nil }
	switch {
	case flags.gradebook != "" && !f.gradebook:
		return f, fits("--gradebook", takesExport)
	case flags.assignment != "" && !f.gradebook:
		return f, fits("--assignment", takesExport)
	case flags.overwrite && !f.gradebook:
		return f, fits("--overwrite", takesExport)
	case flags.student != "" && f.student == nil:
		return f, fits("--student", perStudent)
	case flags.anonymous && f.named:
		return f, fits("--anonymous", func(f reportFormat) bool { return !f.named })
	case a.json && f.name != all[0].name:
		return f, usage(a.say.Say("report.json", "format", f.name))
	case f.student != nil && flags.student == "" && flags.out == "":
		return f, usage(a.say.Say("report.each", "format", f.name))
	case f.binary && flags.out == "" && term.IsTerminal(a.Stdout):
		return f, usage(a.say.Say("report.binary", "format", f.name))
	}
	return f, nil
}

// printerOf returns the printer of a student's language, or the instructor's if the line names no known one.
func (a *app) printerOf(lang string) *msg.Printer {
	if !msg.Known(lang) || lang == a.say.Lang() {
		return a.say
	}
	if a.other == nil || a.other.Lang() != lang {
		a.other = msg.New(lang)
	}
	return a.other
}

// reportLines writes the last line of each student, with the points that the instructor has set.
func reportLines(w io.Writer, class classreport.Class) error {
	e := json.NewEncoder(safetext.JSON(w))
	e.SetEscapeHTML(false)
	for _, s := range withGrades(class) {
		if err := e.Encode(s); err != nil {
			return err
		}
	}
	return nil
}
