package gradebook

import (
	"cmp"
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// stepResult is a step of a student as the formats with tests need it. Every step of the course has one, whatever became of its lesson.
type stepResult struct {
	lesson   results.Lesson
	step     results.Step
	title    string
	file     string // the lesson's file
	first    bool   // the first step of its lesson
	run      bool   // the step was run
	passed   bool   // all of the points
	judged   bool   // false: neither passed nor failed
	texts    []string
	findings []goout.Finding
}

// stepsOf returns the steps of the course with what the student has. say is in the language of the texts.
func stepsOf(class classreport.Class, s results.Student, say *msg.Printer) []stepResult {
	var out []stepResult
	for _, l := range class.Course.Lessons {
		lesson := results.Lesson{ID: l.ID, State: results.Missing}
		for _, own := range s.Lessons {
			if own.ID == l.ID {
				lesson = own
			}
		}
		for i, own := range l.Steps {
			r := stepOf(l, own, lesson, say)
			r.first = i == 0
			out = append(out, r)
		}
	}
	return out
}

func stepOf(l course.Lesson, own course.Step, lesson results.Lesson, say *msg.Printer) stepResult {
	out := stepResult{lesson: lesson, title: own.Title.In(say.Lang()), file: l.File, judged: lesson.State.Final(),
		step: results.Step{ID: l.StepID(own), Test: own.Test, Max: own.Points}}
	for _, s := range lesson.Steps {
		if s.ID == out.step.ID {
			out.step, out.run = s, s.Status != points.StatusNotRun
		}
	}
	out.findings = out.step.Findings
	if o := out.step.Override; o != nil {
		out.judged, out.passed = true, out.step.Points == out.step.Max
		out.texts = append(out.texts, say.Say("feedback.override", "step", o.Step, "points", o.Points, "why", safetext.Line(o.Why)))
	} else if out.run {
		out.passed = out.step.Status == "pass"
		out.judged = out.passed || out.step.Status == "fail"
	}
	switch {
	case out.passed:
		out.findings = nil
	case out.run && !out.judged:
		out.texts = append(out.texts, say.Say("feedback.not-judged", "why", safetext.Line(out.step.Because)))
	case out.run && out.step.Explanation != "":
		out.texts = append(out.texts, block(out.step.Explanation))
	case !out.run:
		out.texts = append(out.texts, notRun(lesson, say)...)
		out.findings = lesson.Findings
	}
	return out
}

// pending reports whether the step is one of a lesson that is being judged, and was not run yet.
func (r stepResult) pending() bool {
	return !r.run && r.lesson.State == results.Graded && r.step.Override == nil
}

// notRun returns why no step of a lesson was run.
func notRun(l results.Lesson, say *msg.Printer) []string {
	texts := []string{say.Say("state-student." + string(l.State))}
	if l.State == results.Graded {
		texts = []string{say.Say("feedback.not-run")}
	}
	for _, r := range l.Refusals {
		texts = append(texts, say.Say("feedback.line", "line", r.Line, "text", safetext.Line(cmp.Or(r.Text, r.What))))
	}
	for _, f := range l.Findings {
		texts = append(texts, safetext.Line(cmp.Or(f.Text, f.Message)))
	}
	return texts
}

// block returns a text of several lines, each of which can be shown.
func block(s string) string {
	lines := strings.Split(strings.Trim(s, "\n"), "\n")
	for i, line := range lines {
		lines[i] = safetext.Line(strings.TrimRight(line, "\r "))
	}
	return strings.Join(lines, "\n")
}

// text returns the texts, a paragraph each.
func (r stepResult) text() string { return strings.Join(r.texts, "\n\n") }
