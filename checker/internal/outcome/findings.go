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

// MaxShown is how many findings of a red step a student is shown.
const MaxShown = 2

// findings are what the runs of a red step show, without the schedule that an exploring run has found: that one draws itself.
func findings(l course.Lesson, s gotest.StepResult, race, search verdict, src fs.FS) []goout.Finding {
	var out []goout.Finding
	if race.status == Fail {
		out = ofRaceRun(l, s, src)
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

// ofRaceRun reads what the step printed and what its test recorded. A recorded failure takes the place of the words in which go test printed it.
func ofRaceRun(l course.Lesson, s gotest.StepResult, src fs.FS) []goout.Finding {
	found, _ := goout.Read(bytes.NewReader(s.Output)) // a bytes.Reader does not fail
	for i := range found {
		if f := &found[i]; f.File != "" && !strings.ContainsAny(f.File, `/\`) {
			f.File = path.Join(l.Dir(), f.File) // t.Error names no folder: it is the lesson's
		}
		found[i] = goout.Focus(found[i], func(file string) bool { return isStudents(file, l) })
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

// isStudents reports whether an output's file is the one that the student edits.
func isStudents(file string, l course.Lesson) bool {
	return strings.HasSuffix("/"+strings.ReplaceAll(file, `\`, "/"), "/"+l.Path())
}

// sidesOutside counts the sides of a race that are not in the student's file: what lies in it altogether is shown first.
func sidesOutside(f goout.Finding, l course.Lesson) int {
	n := 0
	for _, a := range f.Accesses {
		if len(a.File) < len(l.File) || a.File[len(a.File)-len(l.File):] != l.File {
			n++
		}
	}
	return n
}
