// Package report turns results into what people and programs read: text for a terminal, JSON for scripts.
//
// New turns the outcomes of lessons into one Run, and several writers show it. The package decides no verdict.
package report

import (
	"io/fs"
	"slices"

	"sharedmap-workshop/checker/internal/blame"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/outcome"
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

	Refused []string `json:"refused,omitempty"` // the code in the student's file that grading does not accept, one sentence each

	file string // the student's file, relative to the repo's root
	dir  string // the lesson's folder, relative to the repo's root
	all  bool   // the run contains every step of the lesson

	order   []string // the ids of all steps of the lesson
	unbuilt string   // the kind of the lesson's gotest.BuildFailure, or ""
}

// StepReport is one step of a LessonReport.
type StepReport struct {
	ID       string          `json:"id"`
	Test     string          `json:"test"`
	Status   outcome.Status  `json:"status"`
	Reason   outcome.Reason  `json:"reason,omitempty"`      // why the step was not judged
	Because  string          `json:"reason_text,omitempty"` // Reason as a sentence
	Points   int             `json:"points"`                // the points that the step earned
	Seconds  float64         `json:"seconds"`
	Findings []goout.Finding `json:"findings"`

	GreenBefore bool `json:"green_before,omitempty"` // the step is red, and was green in an earlier run

	title string
	fn    string // the student's function that the step is about, or ""
	raw   []byte // what the step printed
	cut   bool
}

// New returns the report of the outcomes, in the printer's language. src is the repo's tree.
func New(lessons []outcome.Lesson, say *msg.Printer, src fs.FS) Run {
	run := Run{Version: 1, Lessons: []LessonReport{}, src: src}
	for _, l := range lessons {
		lr := lessonReport(l, say, src)
		run.Passed += lr.Passed
		run.Total += lr.Total
		run.Lessons = append(run.Lessons, lr)
	}
	return run
}

func lessonReport(l outcome.Lesson, say *msg.Printer, src fs.FS) LessonReport {
	out := LessonReport{
		ID: l.Lesson.ID, Title: l.Lesson.Title.In(say.Lang()), Total: len(l.Steps), Passed: l.Passed(), Steps: []StepReport{},
		file: l.Lesson.Path(), dir: l.Lesson.Dir(), all: len(l.Steps) == len(l.Lesson.Steps),
	}
	for _, r := range l.Refusals {
		if !r.Voids {
			out.Refused = append(out.Refused, RefusalWords(r, l.Lesson.Path(), say))
		}
	}
	for _, s := range l.Lesson.Steps {
		out.order = append(out.order, l.Lesson.StepID(s))
	}
	var broken []goout.Finding
	if l.Build != nil {
		out.unbuilt = l.Build.Kind
		broken = buildFindings(l, say, src)
	}
	for _, s := range l.Steps {
		sr := StepReport{
			ID: l.Lesson.StepID(s.Step), Test: s.Step.Test, Status: s.Status, Reason: s.Reason, Seconds: round(s.Seconds),
			Findings: []goout.Finding{}, title: s.Step.Title.In(say.Lang()), fn: s.Step.Func, raw: s.Output, cut: s.Truncated,
		}
		switch {
		case s.Status == outcome.Pass:
			sr.Points = s.Step.Points
		case s.Status == outcome.NotJudged:
			sr.Because = ReasonWords(s, say)
		case s.Status == outcome.Fail && l.Build != nil:
			sr.Findings, sr.raw = broken, l.Build.Output
		case s.Status == outcome.Fail:
			sr.Findings = stepFindings(l.Lesson, s, say, src)
		}
		out.Steps = append(out.Steps, sr)
	}
	return out
}

// MarkGreenBefore marks the red steps that were green before. wasGreen reports whether a step, by its id, was ever green.
func (run Run) MarkGreenBefore(wasGreen func(id string) bool) {
	for _, l := range run.Lessons {
		for i := range l.Steps {
			s := &l.Steps[i]
			s.GreenBefore = s.Status == outcome.Fail && wasGreen(s.ID)
		}
	}
}

// hasUnjudged reports whether any step has no verdict.
func (run Run) hasUnjudged() bool {
	for _, l := range run.Lessons {
		for _, s := range l.Steps {
			if s.Status == outcome.NotJudged || s.Status == outcome.NotRun {
				return true
			}
		}
	}
	return false
}

// Red reports whether any step is red.
func (run Run) Red() bool {
	_, s := firstRed(run)
	return s != nil
}

func round(seconds float64) float64 { return float64(int(seconds*1000+0.5)) / 1000 }

// stepFindings returns the findings of a red step, each with its text.
func stepFindings(l course.Lesson, s outcome.Step, say *msg.Printer, src fs.FS) []goout.Finding {
	found := slices.Clone(s.Findings)
	for i := range found {
		relativize(&found[i], l.Dir())
		if found[i].Text == "" {
			found[i].Text = words(found[i], say)
		}
	}
	waits := slices.ContainsFunc(found, func(f goout.Finding) bool { return f.EarlierStep() != "" })
	if s.Explored == nil || waits { // an earlier step's mistake caused the schedule, and that step shows it
		return found
	}
	if f := ScheduleFinding(s.Explored.Result, say); f != nil {
		relativize(f, l.Dir())
		own, _ := fs.Sub(src, l.Dir()) // the path is valid
		found = append(found, blame.Explain(*f, own))
	}
	return found
}
