package classreport

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// byteOrderMark tells spreadsheets that a CSV file is UTF-8.
const byteOrderMark = "\ufeff"

// WriteCSV writes grades.csv: a line of headers, and a line for each student with a column for each lesson and each step. The headers are the
// same in every language, because programs read them. A cell of a lesson or step without a verdict is empty.
func (c Class) WriteCSV(w io.Writer) error {
	plan := c.plan()
	rows := [][]string{slices.Concat(csvHeaders(plan), c.gradeHeaders())}
	for _, s := range c.Students {
		rows = append(rows, slices.Concat(csvRow(plan, s), c.gradeCells(s)))
	}
	return writeRows(w, rows)
}

func csvHeaders(plan []lessonPlan) []string {
	out := []string{"id", "name", "email", "group", "state", "late", "points", "max"}
	for _, l := range plan {
		out = append(out, safetext.Cell(l.id))
		for _, id := range l.steps {
			out = append(out, safetext.Cell(id))
		}
	}
	return append(out, "overrides")
}

func csvRow(plan []lessonPlan, s results.Student) []string {
	points := strconv.Itoa(s.Points)
	if !hasVerdict(s) {
		points = ""
	}
	row := []string{
		safetext.Cell(s.Student), safetext.Cell(s.Name), safetext.Cell(s.Email), safetext.Cell(s.Group),
		safetext.Cell(string(s.State)), strconv.FormatBool(s.Late), points, strconv.Itoa(s.Max),
	}
	for _, p := range plan {
		l := lessonOf(s, p.id)
		row = append(row, lessonCell(l))
		for _, id := range p.steps {
			row = append(row, stepCell(l, id))
		}
	}
	return append(row, safetext.Cell(overridesCell(s.Overrides)))
}

// overridesCell returns the points that the instructor has set, with their reasons.
func overridesCell(all []results.Override) string {
	var out []string
	for _, o := range all {
		out = append(out, fmt.Sprintf("%s=%d: %s", o.Step, o.Points, o.Why))
	}
	return strings.Join(out, " | ")
}

// lessonCell returns a lesson's points, or nothing if it has no verdict.
func lessonCell(l results.Lesson) string {
	if !l.State.Final() {
		return ""
	}
	return strconv.Itoa(l.Points)
}

// stepCell returns a step's points, or nothing if its lesson has no verdict. A step that was not run has none, so that the steps' points add up
// to those of the lesson.
func stepCell(l results.Lesson, id string) string {
	s := stepOf(l, id)
	switch {
	case !l.State.Final():
		return ""
	case s == nil:
		return "0"
	}
	return strconv.Itoa(s.Points)
}

// writeRows writes the rows as CSV that spreadsheets open: UTF-8 with a byte order mark, and lines that end as RFC 4180 says.
func writeRows(w io.Writer, rows [][]string) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out.WriteAll(rows)
}
