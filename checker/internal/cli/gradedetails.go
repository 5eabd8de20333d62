package cli

import (
	"slices"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/safetext"
)

// details writes where a student's files come from and what is wrong with them.
func (g gradeTable) details(s intake.Student, o intake.Options) {
	if s.Deadline.After(o.Deadline) {
		g.line("    ", g.say.Say("grade.extended", "time", g.clock(s.Deadline, o.Zone)))
	}
	for _, sub := range s.Submissions {
		text := safetext.Line(sub.From)
		if len(s.Submissions) > 1 {
			text = g.clock(sub.Time, o.Zone) + "  " + text
			if !counts(s, sub) {
				text += "  " + g.say.Say("grade.not-counted")
			}
		}
		g.dim("    ", text)
		for _, problem := range sub.Problems {
			g.line("    ", report.ProblemWords(problem, g.say))
		}
	}
	for _, l := range s.Lessons {
		for _, f := range l.Files {
			g.fileFaults(f)
		}
	}
	for _, problem := range s.Problems {
		g.line("    ", report.ProblemWords(problem, g.say))
	}
	if s.Group != "" && len(s.Submissions) > 0 {
		g.line("    ", g.say.Say("grade.group", "group", safetext.Line(s.Group)))
	}
}

// counts reports whether a file of the submission counts.
func counts(s intake.Student, sub intake.Submission) bool {
	return slices.ContainsFunc(s.Lessons, func(l intake.Lesson) bool {
		return slices.ContainsFunc(l.Files, func(f intake.File) bool { return f.From == sub.From })
	})
}

// maxRefusals is how many refusals of a file are shown.
const maxRefusals = 3

// fileFaults writes why grading does not take a file, or that it cannot be built.
func (g gradeTable) fileFaults(f intake.File) {
	path := safetext.Line(f.Path)
	if f.Fault != nil {
		g.line("    ", g.say.Say("grade.fault."+faultName(f.Fault), "file", path))
	}
	for _, r := range f.Refusals[:min(len(f.Refusals), maxRefusals)] {
		g.line("    ", report.RefusalWords(course.Refusal{Why: r.Why, Line: r.Line, What: safetext.Line(r.What)}, path, g.say))
	}
	if more := len(f.Refusals) - maxRefusals; more > 0 {
		g.line("    ", g.say.Say("grade.more-refusals", "count", more))
	}
	if f.Syntax != "" && f.Gradable() {
		g.line("    ", g.say.Say("grade.syntax", "place", path+":"+safetext.Line(f.Syntax)))
	}
}
