package classreport

import (
	"cmp"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/term"
)

// pageRow is a student in the map. The page has to stay small with hundreds of them, so the details are short: the feedback has the whole.
type pageRow struct {
	ID, Name, Points string
	Class            string // l: needs a look, r: has a red step, t: was late; for the filter
	File             string // of the feedback, without extension
	Lines            []string
	Cells            []pageCell
}

type pageCell struct {
	Class, Text string
	Span        int // how many steps the cell covers; 0: one
}

// The sizes of a student's details, in columns and lines.
const (
	maxDetail = 90
	maxName   = 40
	maxLines  = 14 // of details
)

func (c Class) pageRow(plan []lessonPlan, s results.Student, file string, say *msg.Printer) pageRow {
	row := pageRow{ID: cut(shownID(s.Student), maxName), Name: cut(safeLine(s.Name), maxName), Points: c.pointsText(s), File: file}
	for _, o := range s.Overrides {
		row.Lines = append(row.Lines, say.Say("page.override", "step", safeLine(o.Step), "points", o.Points, "why", cut(safeLine(o.Why), maxDetail)))
	}
	red := false
	for _, l := range plan {
		lesson := lessonOf(s, l.id)
		cells := lessonCells(lesson, l.steps, say)
		cells[0].Class = strings.TrimSpace(cells[0].Class + " first")
		row.Cells = append(row.Cells, cells...)
		row.Lines = append(row.Lines, c.lessonDetails(lesson, say)...)
		red = red || firstRed(lesson, l.steps) != ""
	}
	if s.State == results.Unmatched {
		row.Lines = append([]string{stateName(say, s.State) + ": " + stateMeans(say, s.State)}, row.Lines...)
	}
	for _, p := range s.Problems {
		row.Lines = append(row.Lines, cut(safeLine(p), maxDetail))
	}
	if more := len(row.Lines) - maxLines; more > 0 {
		row.Lines = append(row.Lines[:maxLines], say.Say("page.more-lines", "count", more))
	}
	if len(row.Lines) == 0 {
		row.Lines = missingLessons(s, say)
	}
	if len(row.Lines) == 0 {
		row.Lines = []string{say.Say("page.no-steps")}
	}
	var classes []string
	for _, is := range []struct {
		yes  bool
		name string
	}{{needsLook(s.State) || s.State == results.Unmatched, "l"}, {red, "r"}, {s.Late, "t"}} {
		if is.yes {
			classes = append(classes, is.name)
		}
	}
	row.Class = strings.Join(classes, " ")
	return row
}

// lessonCells returns the cells of a lesson: one for each step, or one for all of them if the lesson was not run.
func lessonCells(l results.Lesson, steps []string, say *msg.Printer) []pageCell {
	if len(l.Steps) == 0 || l.State == results.DoesNotBuild && !isSet(l) {
		span := len(steps)
		if span == 1 {
			span = 0
		}
		return []pageCell{{stateClass(l.State), strings.TrimSpace(marks[l.State] + " " + stateName(say, l.State)), span}}
	}
	out := make([]pageCell, len(steps))
	for i, id := range steps {
		out[i] = stepSign(stepOf(l, id), l.State)
	}
	return out
}

func stepSign(s *results.Step, state results.State) pageCell {
	switch {
	case s == nil:
		return pageCell{Class: classNone, Text: marks[results.Missing]}
	case s.Override != nil && s.Points == s.Max:
		return pageCell{Class: classPass, Text: strconv.Itoa(s.Points) + markSet}
	case s.Override != nil:
		return pageCell{Class: classFail, Text: strconv.Itoa(s.Points) + markSet}
	case s.Status == statusPass:
		return pageCell{Class: classPass, Text: signPass}
	case s.Status == statusFail:
		return pageCell{Class: classFail, Text: signFail}
	}
	return pageCell{Class: classLook, Text: cmp.Or(marks[state], marks[results.Unstable])}
}

// lessonDetails returns a line for what was found in each red step of a lesson, or one for a lesson that was not run.
func (c Class) lessonDetails(l results.Lesson, say *msg.Printer) []string {
	var out []string
	if l.State != results.Graded && l.State != results.Missing {
		why := l.Why
		if len(l.Refusals) > 0 {
			why = l.Refusals[0].Text
		}
		if len(l.Findings) > 0 {
			why = foundIn(l.Findings, say)
		}
		out = append(out, strings.TrimSuffix(safeLine(l.ID)+": "+stateName(say, l.State)+". "+cut(safeLine(why), maxDetail), ". "))
	}
	if l.State == results.DoesNotBuild {
		return out
	}
	for _, s := range l.Steps {
		if s.Status == statusFail {
			out = append(out, safeLine(s.ID)+": "+foundIn(s.Findings, say))
		}
	}
	return out
}

// missingLessons returns a line for each lesson that was not handed in.
func missingLessons(s results.Student, say *msg.Printer) (lines []string) {
	for _, l := range s.Lessons {
		if l.State == results.Missing {
			lines = append(lines, safeLine(l.ID)+": "+stateName(say, l.State))
		}
	}
	return lines
}

// foundIn returns what was found, in a few words: the mistake, or what the output says, and its line.
func foundIn(found []goout.Finding, say *msg.Printer) string {
	if len(found) == 0 {
		return say.Say("feedback.fail")
	}
	f := found[0]
	for _, other := range found {
		if other.Pattern != "" {
			f = other
			break
		}
	}
	text := patternTitle(say, f.Pattern)
	if f.Pattern == "" {
		first, _, _ := strings.Cut(cmp.Or(f.Actual, f.Text), "\n")
		text = cut(safeLine(first), maxDetail)
	}
	if at := place(f); at != "" {
		text += " (" + cut(at, maxName) + ")"
	}
	return text
}

// cut returns a text of at most n columns.
func cut(s string, n int) string { return term.Style{}.Shorten(s, n) }
