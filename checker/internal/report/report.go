// Package report turns results into what people and programs read: text for a terminal, JSON for scripts.
//
// In go gotest's results and diagnose's findings, out comes one Run, and many writers show it.
package report

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/diagnose"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/msg"
)

// Run is the result of a run, in the form of its JSON.
type Run struct {
	Version int            `json:"version"`
	Passed  int            `json:"passed"`
	Total   int            `json:"total"`
	Lessons []LessonReport `json:"lessons"`

	src fs.FS // the repo's tree
}

// LessonReport is one lesson of a Run.
type LessonReport struct {
	ID     string       `json:"id"`
	Title  string       `json:"title"`
	Passed int          `json:"passed"`
	Total  int          `json:"total"`
	Steps  []StepReport `json:"steps"`

	file string // the student's, below the repo's root
	dir  string // the lesson's folder below the repo's root
}

// StepReport is one step of a LessonReport.
type StepReport struct {
	ID       string             `json:"id"`
	Test     string             `json:"test"`
	Status   gotest.Status      `json:"status"`
	Points   int                `json:"points"` // those earned
	Seconds  float64            `json:"seconds"`
	Findings []diagnose.Finding `json:"findings"`

	note  string // what the exploring run could not do
	title string
	raw   []byte // what the step printed
	cut   bool
}

// New reads the results and tells what each red step's output means, in the printer's language; src is the repo's tree.
func New(results []gotest.LessonResult, say *msg.Printer, src fs.FS) Run {
	run := Run{Version: 1, Lessons: []LessonReport{}, src: src}
	for _, l := range results {
		lr := lessonReport(l, say, src)
		run.Passed += lr.Passed
		run.Total += lr.Total
		run.Lessons = append(run.Lessons, lr)
	}
	return run
}

func lessonReport(l gotest.LessonResult, say *msg.Printer, src fs.FS) LessonReport {
	out := LessonReport{
		ID: l.Lesson.ID, Title: l.Lesson.Title.In(say.Lang()), Total: len(l.Steps), Steps: []StepReport{},
		file: l.Lesson.Path(), dir: l.Lesson.Dir(),
	}
	var broken []diagnose.Finding
	if l.Build != nil {
		broken = buildFindings(l, say, src)
	}
	for _, s := range l.Steps {
		sr := StepReport{
			ID: l.Lesson.StepID(s.Step), Test: s.Step.Test, Status: s.Status, Seconds: round(s.Seconds),
			Findings: []diagnose.Finding{}, title: s.Step.Title.In(say.Lang()), raw: s.Output, cut: s.Cut,
		}
		switch {
		case s.Status == gotest.Pass:
			out.Passed++
			sr.Points = s.Step.Points
		case s.Status == gotest.Fail && l.Build != nil:
			sr.Findings, sr.raw = broken, l.Build.Output
		case s.Status == gotest.Fail:
			sr.Findings = stepFindings(l.Lesson, s, say, src)
		}
		if s.Explored != nil {
			sr.explore(s, l.Lesson.Dir(), say)
		}
		out.Steps = append(out.Steps, sr)
	}
	return out
}

func round(seconds float64) float64 { return float64(int(seconds*1000+0.5)) / 1000 }

// explore adds what the exploring run of a step came to.
func (sr *StepReport) explore(s gotest.StepResult, dir string, say *msg.Printer) {
	sr.note = scheduleNote(s.Explored.Result, s.Explored.Err, say)
	f := ScheduleFinding(s.Explored.Result, say)
	if f == nil {
		return
	}
	localise(f, dir)
	if s.Recorded {
		sr.Findings = nil // the race run passed: the schedule is the whole story
	}
	sr.Findings = append(sr.Findings, *f)
}

// stepFindings tells what a red step's output means. There is at least one finding.
func stepFindings(l course.Lesson, s gotest.StepResult, say *msg.Printer, src fs.FS) []diagnose.Finding {
	found, _ := diagnose.Read(bytes.NewReader(s.Output)) // a bytes.Reader does not fail
	for i := range found {
		if f := &found[i]; f.File != "" && !strings.ContainsAny(f.File, `/\\`) {
			f.File = path.Join(l.Dir(), f.File) // t.Error names no folder: it is the lesson's
		}
		found[i] = diagnose.Focus(found[i], func(file string) bool { return local(file, l.Dir()) == l.File })
	}
	found = diagnose.ExplainAll(found, src)
	switch {
	case s.Flooded:
		found = append([]diagnose.Finding{{Kind: diagnose.KindExit, Text: say.Say("finding.flood")}}, found...)
	case s.TimedOut && len(found) == 0:
		found = []diagnose.Finding{{Kind: diagnose.KindTimeout, Text: say.Say("finding.killed")}}
	case len(found) == 0 && !s.Recorded && s.ExitCode >= 0:
		found = []diagnose.Finding{{Kind: diagnose.KindExit, Text: say.Say("finding.no-verdict", "code", s.ExitCode)}}
	case len(found) == 0:
		found = []diagnose.Finding{{Kind: diagnose.KindUnknown, Text: say.Say("finding.unread")}}
	}
	for i := range found {
		localise(&found[i], l.Dir())
		if found[i].Text == "" {
			found[i].Text = words(found[i], say)
		}
	}
	slices.SortStableFunc(found, func(a, b diagnose.Finding) int { return elsewhere(a, l.File) - elsewhere(b, l.File) })
	return found
}

// elsewhere counts the sides of a race that are not in the student's file: what lies in it altogether is told first.
func elsewhere(f diagnose.Finding, file string) int {
	n := 0
	for _, a := range f.Accesses {
		if a.File != file {
			n++
		}
	}
	return n
}
