package classreport

import (
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// failed reports whether the student's grade is below the pass line.
func (c Class) failed(s results.Student) bool {
	if c.Scheme == nil {
		return false
	}
	g := c.Scheme.Grade(c.Course, s)
	return g.Known && g.HasPass && !g.Passed
}

// gradeWords returns the student's grade by the scheme, in words.
func (c Class) gradeWords(s results.Student, say *msg.Printer) string {
	g := c.Scheme.Grade(c.Course, s)
	if !g.Known {
		return say.Say("classreport.no-grade")
	}
	text := say.Say("classreport.grade", "grade", g.Value, "max", g.Max)
	switch {
	case !g.HasPass:
		return text
	case g.Passed:
		return text + ", " + say.Say("classreport.passed")
	}
	return text + ", " + say.Say("classreport.failed")
}

// gradeNotes returns what else the student should know about the grade: what being late has cost, and which lessons count.
func (c Class) gradeNotes(s results.Student, say *msg.Printer) []string {
	if c.Scheme == nil {
		return nil
	}
	var notes, counting []string
	g := c.Scheme.Grade(c.Course, s)
	for _, l := range g.Lessons {
		switch {
		case l.CutOff:
			notes = append(notes, say.Say("feedback.cut-off", "lesson", safeLine(l.ID)))
		case l.DaysLate > 0:
			notes = append(notes, say.Say("feedback.days-late", "lesson", safeLine(l.ID), "days", l.DaysLate))
		}
		if l.Counts {
			counting = append(counting, safeLine(l.ID))
		}
	}
	if len(counting) < len(g.Lessons) {
		notes = append(notes, say.Say("feedback.counting", "lessons", strings.Join(counting, ", ")))
	}
	return notes
}

// gradeHeaders returns the headers of the columns that the scheme adds to grades.csv.
func (c Class) gradeHeaders() []string {
	if c.Scheme == nil {
		return nil
	}
	return []string{"grade", "grade_max", "passed"}
}

// gradeCells returns the cells of these columns. A grade that is not known is empty, and so is passed without a pass line.
func (c Class) gradeCells(s results.Student) []string {
	if c.Scheme == nil {
		return nil
	}
	g := c.Scheme.Grade(c.Course, s)
	switch {
	case !g.Known:
		return []string{"", g.Max, ""}
	case !g.HasPass:
		return []string{g.Value, g.Max, ""}
	}
	return []string{g.Value, g.Max, strconv.FormatBool(g.Passed)}
}
