package classreport

import (
	"cmp"
	"fmt"
	"strings"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// feedback is what a student reads about their work, in their language. All texts are safe to show, and none is HTML or Markdown yet.
type feedback struct {
	Lang    string
	Title   string
	ID      string
	Summary []string // sentences: the points first
	Notes   []string // about the whole submission
	Lessons []feedbackLesson
	End     []string
}

type feedbackLesson struct {
	ID, Title string
	Points    string // "6/6"; empty without a verdict
	State     string // its name; empty if each step was judged
	Means     string // what the state means and what to do next
	Why       string
	Facts     []fact
	Lines     []string // what the gate or the compiler says, with the lines
	Steps     []feedbackStep
	Repeat    string // a command
}

// fact is a name with its value, which is shown as code.
type fact struct{ Name, Value string }

type feedbackStep struct {
	ID, Title string
	Sign      string // for the eyes: ✓, ✗ or ~
	Status    string // the same in a word
	Class     string // the same for the style sheet
	Points    string
	Text      string // a sentence in place of an explanation
	Detail    string // the explanation, for a font of fixed width
}

// feedbackOf returns what a student reads. The texts of the line are in the student's language already.
func (c Class) feedbackOf(s results.Student, say *msg.Printer) feedback {
	name := cmp.Or(safeLine(s.Name), shownID(s.Student))
	out := feedback{Lang: say.Lang(), Title: say.Say("feedback.title", "name", name), ID: shownID(s.Student)}
	if hasVerdict(s) {
		out.Summary = append(out.Summary, say.Say("classreport.of", "points", s.Points, "max", s.Max))
		if c.Scheme != nil {
			out.Summary = append(out.Summary, say.Say("feedback.grade", "grade", c.gradeWords(s, say)))
		}
	} else {
		out.Summary = append(out.Summary, say.Say("feedback.no-grade"))
	}
	if s.Late {
		out.Summary = append(out.Summary, say.Say("feedback.late"))
	}
	if s.State == results.Unmatched {
		out.Notes = append(out.Notes, say.Say("state-student.unmatched"))
	}
	for _, p := range s.Problems {
		out.Notes = append(out.Notes, safeLine(p))
	}
	for _, o := range s.Overrides {
		out.Notes = append(out.Notes, say.Say("feedback.override", "step", safeLine(o.Step), "points", o.Points, "why", safeLine(o.Why)))
	}
	out.Notes = append(out.Notes, c.gradeNotes(s, say)...)
	for _, l := range s.Lessons {
		out.Lessons = append(out.Lessons, c.feedbackLesson(l, say))
	}
	if s.Max > 0 && s.Points == s.Max {
		out.Summary = append(out.Summary, say.Say("feedback.all-green"))
	}
	out.End = append(out.End, say.Say("feedback.end"))
	if at := clock(s.GradedAt); at != "" {
		out.End = append(out.End, say.Say("feedback.graded", "time", at))
	}
	if s.Checker != "" {
		out.End = append(out.End, say.Say("feedback.versions", "checker", safeLine(s.Checker), "go", safeLine(s.Go), "tests", safeLine(s.Tests), "level", safeLine(s.Level)))
	}
	return out
}

func (c Class) feedbackLesson(l results.Lesson, say *msg.Printer) feedbackLesson {
	out := feedbackLesson{ID: safeLine(l.ID), Title: c.lessonTitle(l.ID, say.Lang()), Repeat: safeLine(l.Repeat)}
	if tellsMore(l) {
		out.Why = safeLine(l.Why)
	}
	if l.State.Final() {
		out.Points = fmt.Sprintf("%d/%d", l.Points, l.Max)
	}
	if l.State != results.Graded {
		out.State = stateName(say, l.State)
		out.Means = sayOr(say, "state-student."+string(l.State), "")
	}
	at := clock(l.Time)
	if at != "" {
		at = strings.TrimSuffix(at+", "+sayOr(say, "time-from."+l.TimeFrom, ""), ", ")
	}
	if l.Late {
		at = strings.TrimPrefix(at+", "+say.Say("classreport.late"), ", ")
	}
	for _, f := range []struct{ key, value string }{{"file", l.Path}, {"file-hash", l.File}, {"time", at}, {"from", l.From}} {
		if f.value != "" {
			out.Facts = append(out.Facts, fact{say.Say("feedback." + f.key), safeLine(f.value)})
		}
	}
	for _, o := range l.Others {
		out.Facts = append(out.Facts, fact{say.Say("feedback.other-file", "points", fmt.Sprintf("%d/%d", o.Points, o.Max)), strings.TrimPrefix(safeLine(o.From)+": "+safeLine(o.Path), ": ")})
	}
	for _, r := range l.Refusals {
		out.Lines = append(out.Lines, say.Say("feedback.line", "line", r.Line, "text", safeLine(cmp.Or(r.Text, r.What))))
	}
	for _, f := range goout.Distinct(l.Findings) {
		out.Lines = append(out.Lines, strings.TrimPrefix(place(f)+": "+safeLine(cmp.Or(f.Text, f.Message)), ": "))
	}
	explained := map[string]string{}
	for _, s := range l.Steps {
		step := c.feedbackStep(s, say, explained)
		if l.State == results.DoesNotBuild && (len(out.Lines) > 0 || step.Detail == "") {
			step.Text, step.Detail = "", "" // the compiler's words stand above, once
		}
		if s.Override != nil {
			step.Status += ", " + say.Say("feedback.set")
			if s.Status != statusFail {
				step.Text = "" // that there is no verdict costs nothing any more
			}
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// tellsMore reports whether a lesson's reason says more to the student than its state. Most reasons are written for the instructor.
func tellsMore(l results.Lesson) bool {
	switch l.State {
	case results.Refused:
		return len(l.Refusals) == 0 // the file as a whole: too large, empty, not UTF-8
	case results.DoesNotBuild:
		return len(l.Findings) == 0 && len(l.Steps) == 0
	case results.Limit:
		return len(l.Steps) == 0 // the limit of the build
	}
	return false
}

// feedbackStep returns a step. explained has the explanations that stand above it, and their steps: a text that is the same is not repeated.
func (c Class) feedbackStep(s results.Step, say *msg.Printer, explained map[string]string) feedbackStep {
	out := feedbackStep{
		ID: safeLine(course.ShortID(s.ID)), Title: c.stepTitle(s.ID, say.Lang()), Points: fmt.Sprintf("%d/%d", s.Points, s.Max),
		Sign: marks[results.Unstable], Status: say.Say("feedback.unknown-step"), Class: "none",
	}
	switch s.Status {
	case statusPass:
		out.Sign, out.Status, out.Class = signPass, say.Say("feedback.pass"), "pass"
		return out
	case statusFail:
		out.Sign, out.Status, out.Class = signFail, say.Say("feedback.fail"), "fail"
	}
	detail := withoutTitle(safeBlock(s.Explanation), out.Title)
	switch first := explained[detail]; {
	case s.Status != statusFail:
		out.Text, out.Detail = strings.TrimSpace(say.Say("feedback.not-judged", "why", safeLine(s.Because))), detail
		if detail != "" {
			out.Text += " " + say.Say("feedback.one-run")
		}
	case detail == "":
		out.Text = say.Say("feedback.no-text")
	case first != "":
		out.Text = say.Say("feedback.same", "step", first)
	default:
		out.Detail = detail
		explained[detail] = out.ID
	}
	return out
}

// withoutTitle removes the step's title from the beginning of its explanation, because the heading has it already.
func withoutTitle(detail, title string) string {
	first, rest, _ := strings.Cut(detail, "\n")
	if title != "" && strings.TrimSpace(first) == title {
		return strings.Trim(rest, "\n")
	}
	return detail
}
