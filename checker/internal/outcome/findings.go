package outcome

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
)

// MaxShown is the largest number of findings of a red step that the checker shows.
const MaxShown = 2

// findings returns the findings of a red step's runs, except the schedule of the exploring run. The report builds that finding from the
// explorer's result.
func findings(l course.Lesson, s gotest.StepResult, race, search verdict, src fs.FS) []goout.Finding {
	var out []goout.Finding
	if race.status == Fail {
		out = raceRunFindings(l, s, src)
		if race.found != nil && (len(out) == 0 || race.found.Cause != "no-record") {
			out = append([]goout.Finding{*race.found}, out...)
		}
		if len(out) == 0 {
			out = []goout.Finding{{Kind: goout.KindUnknown}}
		}
	}
	if search.found != nil {
		out = append(out, *search.found)
	}
	slices.SortStableFunc(out, func(a, b goout.Finding) int { return sidesOutside(a, l) - sidesOutside(b, l) })
	return out
}

// raceRunFindings returns the findings of the step's output and of its test's record. Recorded failures replace the assertions that go test
// printed, because the record has more details.
func raceRunFindings(l course.Lesson, s gotest.StepResult, src fs.FS) []goout.Finding {
	found, _ := goout.Read(bytes.NewReader(s.Output)) // a bytes.Reader does not fail
	for i := range found {
		if f := &found[i]; f.File != "" && !strings.ContainsAny(f.File, `/\`) {
			f.File = path.Join(l.Dir(), f.File) // t.Error prints the file's name without its folder
		}
		own := func(file string) bool { return isStudentFile(file, l) }
		found[i] = goout.Focus(found[i], own)
		if found[i].Kind == goout.KindTimeout {
			found[i] = goout.OnlyOwn(found[i], own)
		}
	}
	found = blame.ExplainAll(found, src)
	if len(s.Report.Failures) == 0 {
		return found
	}
	found = slices.DeleteFunc(found, func(f goout.Finding) bool { return f.Kind == goout.KindAssertion })
	var recorded []goout.Finding
	for _, r := range s.Report.Failures {
		recorded = append(recorded, blame.Explain(goout.FromTest(s.Step.Test, l.Dir()+"/", r), src))
	}
	return append(recorded, found...)
}

// isStudentFile reports whether a file that the output names is the student's file.
func isStudentFile(file string, l course.Lesson) bool {
	return strings.HasSuffix("/"+strings.ReplaceAll(file, `\`, "/"), "/"+l.Path())
}

// sidesOutside returns how many accesses of a race are outside the student's file. Findings with fewer such accesses are shown first.
func sidesOutside(f goout.Finding, l course.Lesson) int {
	n := 0
	for _, a := range f.Accesses {
		if !isStudentFile(a.File, l) {
			n++
		}
	}
	return n
}
