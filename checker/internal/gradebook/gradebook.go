// Package gradebook writes the results of a class in the forms that gradebooks and other programs read.
//
//	filled, err := gradebook.Canvas(w, class, export, gradebook.Options{})
//
// A gradebook's own file is taken as it is and gets grades in one column: no row, no column and no other cell changes, and a grade that stands there
// already stays.
package gradebook

import (
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
)

// Options say how a gradebook's file is filled.
type Options struct {
	Assignment string // the column of the grades; "": the only one, or a new one if there is no file of the gradebook
	Overwrite  bool   // replace grades that stand in the file
}

// DefaultAssignment is the name of the column of a file that no gradebook has made.
const DefaultAssignment = "Workshop"

// Filled says what was written, for the instructor. The lists have students' ids, or what a row of the gradebook's file says of its student.
type Filled struct {
	Written  int
	Kept     []Kept   // another grade stands in the file
	NoGrade  []string // the student has no verdict yet
	NoRow    []string // the gradebook does not have the student
	NoNumber []string // nothing says the student's number in the LMS
	NoLine   []string // the results do not have the student
}

// Kept is a grade that was not overwritten.
type Kept struct{ Student, Has, Ours string }

// Error is the error for a gradebook's file that cannot be used.
type Error struct {
	Why   string   // one of the values below
	What  string   // a name or a number in the file
	Ours  string   // what the results say
	Names []string // what could be meant
	Line  int      // from 1; 0: unknown
}

func (e *Error) Error() string { return "gradebook: " + e.Why + " " + e.What }

// The values of Error.Why.
const (
	WhyEncoding    = "encoding"    // neither UTF-8 nor UTF-16 nor CP949
	WhyCSV         = "csv"         // no CSV: Line, and What the reader says
	WhyNotCanvas   = "not-canvas"  // no gradebook of Canvas: What is missing
	WhyNotMoodle   = "not-moodle"  // no worksheet and no gradebook of Moodle: What is missing
	WhyIsCanvas    = "is-canvas"   // a gradebook of Canvas, where one of Moodle is wanted
	WhyWhich       = "which"       // several columns could be the assignment's: Names
	WhyNoColumn    = "no-column"   // no column of the name What; the file has Names
	WhyMax         = "max"         // the gradebook's largest grade What is not ours
	WhyNobody      = "nobody"      // no row is of a student in the results
	WhyTwice       = "twice"       // the rows Names are of one student, What
	WhyNoVerdict   = "no-verdict"  // the student What has no verdict yet
	WhyEnvironment = "environment" // variables that are not set: Names
	WhyNoStudents  = "none"        // of nobody in the results is the number in Moodle known

	WhyNotCanvasNames = "not-canvas-names" // no submission has a name that Canvas has made
)

// grade is a student's grade as the formats write it.
type grade struct {
	student results.Student
	value   string // "" without a verdict
	max     string
	exact   points.Grade
}

// grades returns the grades of all who belong to the class: not of submissions by nobody in the roster.
func grades(class classreport.Class) []grade {
	var out []grade
	for _, s := range class.Students {
		if s.State == results.Unmatched {
			continue
		}
		g := class.Scheme.Grade(class.Course, s)
		one := grade{student: s, value: g.Value, max: g.Max, exact: g}
		if !g.Known {
			one.value = ""
		}
		out = append(out, one)
	}
	return out
}

// maxOf returns the largest grade, or "" if the class has no students.
func maxOf(all []grade) string {
	if len(all) == 0 {
		return ""
	}
	return all[0].max
}

// lmsIDs returns the student's ids in an LMS, from the names of the submissions.
func lmsIDs(s results.Student, system func(from string) (lms, id string), lms string) []string {
	var out []string
	for _, l := range s.Lessons {
		if own, id := system(l.From); own == lms {
			out = append(out, strings.TrimSpace(id))
		}
	}
	return out
}
