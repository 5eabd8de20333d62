package gradebook_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
)

// small is a course of two lessons with two steps and one, 10 points in all.
var small = &course.Course{Lessons: []course.Lesson{
	{ID: "01-a", File: "a.go", Title: course.Text{En: "First", Ko: "첫째"}, Steps: []course.Step{
		{ID: "x", Test: "TestX", Points: 1, Title: course.Text{En: "The x", Ko: "엑스"}}, {ID: "y", Test: "TestY", Points: 3, Title: course.Text{En: "The y", Ko: "와이"}}}},
	{ID: "02-b", File: "b.go", Steps: []course.Step{{ID: "z", Test: "TestZ", Points: 6}}},
}}

// nasty are texts that break a format which does not expect them.
var nasty = []string{"김민수", `Al "the, Gopher" O'Neil`, "two\nlines", "=HYPERLINK(\"http://e.vil\")", "", "</failure>]]>&\x1b[2J", "-2+3", "::error::x", "a;=1+1"}

// student returns a student with these points of 4 and of 6; -1 is a lesson without a verdict.
func student(id, name, email string, first, second int) results.Student {
	s := results.Student{Version: 1, Student: id, Name: name, Email: email, Lang: "en", State: results.Graded, Max: 10,
		Checker: "1.2.0", GradedAt: time.Date(2026, 3, 21, 9, 0, 0, 0, time.UTC), Overrides: []results.Override{}}
	for i, got := range []int{first, second} {
		l := small.Lessons[i]
		out := results.Lesson{ID: l.ID, State: results.Graded, Max: l.Points(), From: "all.zip: " + strings.NewReplacer("/", "-", "\n", " ").Replace(name) + "_100" + id[1:] + "_assignsubmission_file/hw.zip", Path: "repo/" + l.Path()}
		if got < 0 {
			out.State, s.State = results.Unstable, results.Unstable
		}
		for _, own := range l.Steps {
			step := results.Step{ID: l.StepID(own), Test: own.Test, Status: "pass", Points: min(max(got, 0), own.Points), Max: own.Points, Seconds: 0.25, Findings: []goout.Finding{}}
			got -= step.Points
			if step.Points < step.Max {
				step.Status, step.Explanation = "fail", "  Data race: "+name+"\n"
				step.Findings = []goout.Finding{{Kind: goout.KindDataRace, Text: "Data race: " + name, File: l.File, Line: 7}}
			}
			if out.State == results.Unstable {
				step.Status, step.Points, step.Because, step.Findings = "not-judged", 0, "two runs differed", nil
			}
			out.Points += step.Points
			out.Steps = append(out.Steps, step)
		}
		s.Points += out.Points
		s.Lessons = append(s.Lessons, out)
	}
	return s
}

// class is a class of four, one of them without a verdict.
func class() classreport.Class {
	return classreport.Class{Course: small, At: time.Date(2026, 3, 22, 9, 0, 0, 0, time.UTC), Students: []results.Student{
		student("s1", "김민수", "minsu@example.com", 4, 6), student("s2", "=Al \"Q\", Jr", "Al@Example.com", 1, 2),
		student("s3", "박지호", "", -1, 0), student("s4", "Lee", "lee@example.com", 0, 0),
	}}
}

// nastyClass is a class whose names are nasty.
func nastyClass() classreport.Class {
	c := classreport.Class{Course: small, At: time.Date(2026, 3, 22, 9, 0, 0, 0, time.UTC)}
	for i, name := range nasty {
		c.Students = append(c.Students, student("s"+string('1'+rune(i)), name, name, 2, 6))
	}
	return c
}

// outOf returns the class with a grading scheme.
func outOf(t *testing.T, c classreport.Class, rules string) classreport.Class {
	t.Helper()
	scheme, err := points.Read(strings.NewReader(rules), small)
	require.NoError(t, err)
	c.Scheme = scheme
	return c
}

// rowsOf reads a CSV by the format's rules.
func rowsOf(t *testing.T, text string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	require.NoError(t, err)
	return rows
}

// written returns what a writer writes.
func written(t *testing.T, write func(w *bytes.Buffer) error) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, write(&out))
	return out.String()
}
