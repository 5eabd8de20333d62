package classreport

import (
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// Comment returns a student's result in a line or two, as it stands beside the grade in a gradebook: the points, the grade, the lessons, and the points that
// the instructor has set. It is text, not HTML. say is in the student's language.
func (c Class) Comment(s results.Student, say *msg.Printer) string {
	text := say.Say("feedback.no-grade")
	if hasVerdict(s) {
		text = say.Say("classreport.of", "points", s.Points, "max", s.Max) + "."
		if c.Scheme != nil {
			text += " " + say.Say("feedback.grade", "grade", c.gradeWords(s, say))
		}
	}
	var lessons []string
	for _, l := range s.Lessons {
		lesson := safeLine(l.ID)
		if l.State.Final() {
			lesson += " " + strconv.Itoa(l.Points) + "/" + strconv.Itoa(l.Max)
		}
		if l.State != results.Graded {
			lesson += " (" + stateName(say, l.State) + ")"
		}
		lessons = append(lessons, lesson)
	}
	parts := []string{text, strings.Join(lessons, ", ") + "."}
	parts = append(parts, c.gradeNotes(s, say)...)
	for _, o := range s.Overrides {
		parts = append(parts, say.Say("feedback.override", "step", safeLine(o.Step), "points", o.Points, "why", safeLine(o.Why)))
	}
	return strings.Join(parts, " ")
}

// SummaryRows returns the headers and the rows of a table of the class in Markdown: the students with their states, points and lessons. No cell has markup
// of a student's.
func (c Class) SummaryRows(say *msg.Printer) (head []string, rows [][]string) {
	t := table{say: say, class: c}
	head = []string{say.Say("classreport.head-id"), say.Say("classreport.head-name"), t.headPoints(), say.Say("feedback.state")}
	plan := c.plan()
	for _, l := range plan {
		head = append(head, mdText(safeLine(l.id)))
	}
	for _, s := range c.Students {
		state := stateName(say, s.State)
		if s.Late {
			state += ", " + say.Say("classreport.late")
		}
		if c.failed(s) {
			state += ", " + say.Say("classreport.failed")
		}
		row := []string{mdText(shownID(s.Student)), mdText(safeLine(s.Name)), mdText(c.pointsText(s)), mdText(state)}
		for _, l := range plan {
			row = append(row, mdText(cellText(lessonOf(s, l.id))))
		}
		rows = append(rows, row)
	}
	return head, rows
}
