package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
)

// scheme returns the rules in a grading.toml: in the file, or else in the folder of the results. Without either it returns nil.
func (a *app) scheme(dir, file string) (*points.Scheme, error) {
	name := file
	if name == "" {
		name = filepath.Join(dir, points.FileName)
	}
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && file == "":
		return nil, nil
	case err != nil:
		return nil, usage(a.say.Say("grading.unreadable", "file", safetext.Line(name), "error", report.ErrorWords(err, a.say)))
	}
	defer f.Close()
	scheme, err := points.Read(f, a.course)
	var wrong *points.FileError
	switch {
	case errors.As(err, &wrong):
		return nil, usage(a.gradingWords(name, wrong))
	case err != nil:
		return nil, usage(a.say.Say("grading.unreadable", "file", safetext.Line(name), "error", report.ErrorWords(err, a.say)))
	}
	return scheme, nil
}

// gradingWords returns the text about rules that cannot be used, a line for each problem.
func (a *app) gradingWords(file string, wrong *points.FileError) string {
	lines := []string{a.say.Say("grading.bad", "file", safetext.Line(file))}
	for _, p := range wrong.Problems {
		text := a.say.Say("grading."+p.Why, "line", p.Line, "key", safetext.Line(p.Key), "what", safetext.Line(p.What), "min", p.Min, "max", p.Max, "names", roundingNames())
		if len(p.Near) > 0 {
			text += " " + a.say.Say("usage.near", "names", strings.Join(p.Near, ", "))
		}
		lines = append(lines, "  "+text)
	}
	return strings.Join(lines, "\n")
}

func roundingNames() string {
	var names []string
	for _, r := range points.Roundings() {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

// lateExample is the end of the template.
const lateExample = "#percent_once = 20\n#percent_per_day = 10\n#grace_minutes = 15\n#cut_off_days = 5\n#cut_off_hours = 48"

// gradingTemplate writes a grading.toml in which every rule is a comment.
func (a *app) gradingTemplate(w io.Writer) {
	comment := func(key string) {
		for line := range strings.SplitSeq(a.say.Say("grading-template."+key, "names", roundingNames()), "\n") {
			fmt.Fprintln(w, strings.TrimRight("# "+line, " "))
		}
	}
	rule := func(key, example string) {
		fmt.Fprintln(w)
		comment(key)
		fmt.Fprintln(w, "#"+example)
	}
	comment("head")
	rule("out_of", "out_of = 10")
	rule("decimals", "decimals = 1")
	rule("round", `round = "half-up"`)
	rule("pass", "pass = 6")
	rule("best", fmt.Sprintf("best = %d", max(1, len(a.course.Lessons)-1)))
	rule("lesson", "[lesson]")
	for _, l := range a.course.Lessons {
		fmt.Fprintf(w, "#%q = 1\n", l.ID)
	}
	rule("step", "[step]")
	for _, l := range a.course.Lessons {
		for _, s := range l.Steps {
			fmt.Fprintf(w, "#%q = 1\n", l.StepID(s))
		}
	}
	rule("late", "[late]")
	fmt.Fprintln(w, lateExample)
}
