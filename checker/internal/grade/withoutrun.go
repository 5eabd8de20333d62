package grade

import (
	"fmt"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/report"
	"sharedmap-workshop/checker/internal/results"
)

// withoutARun returns the result of a file that is not built, or nil: grading does not take it, or it is the lesson's original.
func (g *grader) withoutARun(a *answer) *results.Lesson {
	say, out := g.say[a.lang], &results.Lesson{ID: a.lesson.ID, Max: a.lesson.Points(), Steps: []results.Step{}}
	switch {
	case a.file.Fault != nil:
		out.State, out.Why = results.Refused, report.FileWords(a.file.Fault, a.lesson.Path(), say)
	case len(a.file.Refusals) > 0:
		out.State, out.Why = results.Refused, say.Say("grade.why.refused")
		for _, r := range a.file.Refusals {
			out.Refusals = append(out.Refusals, results.Refusal{Line: r.Line, Why: r.Why, What: r.What, Text: report.RefusalWords(r, a.lesson.Path(), say)})
		}
	case a.file.Unchanged:
		out.State, out.Why = results.Unchanged, say.Say("grade.why.unchanged")
	default:
		return nil
	}
	return out
}

// missing returns the result of a lesson of which nothing was handed in.
func (g *grader) missing(l course.Lesson, lang string) results.Lesson {
	return results.Lesson{ID: l.ID, State: results.Missing, Max: l.Points(), Why: g.say[lang].Say("grade.why.missing"), Steps: []results.Step{}}
}

// repeat returns the command that repeats a run of the lesson in the student's clone.
func repeat(l course.Lesson) string { return fmt.Sprintf("go run ./checker run %s", l.ID) }
