package intake

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Roster is the students of a class, in the order of the file.
type Roster struct {
	Students []RosterStudent
	Encoding string   // what the file was read as: "UTF-8", "UTF-16", "CP949"
	Ignored  []string // the columns that mean nothing to the checker
	Skipped  []int    // the lines that are no students, such as Canvas' "Points Possible"
}

// RosterStudent is one line of a roster.
type RosterStudent struct {
	Line      int
	ID        string
	Name      string
	Email     string
	Login     string
	LMS       []string // ids in LMSs
	Lang      string   // "en", "ko" or ""
	Group     string
	Extension Extension
	Submitted time.Time // when something was handed in last, by the LMS's clock; zero: the roster does not say
}

// Extension is a student's own deadline: a time, or time in addition to the class's. The zero value is none.
type Extension struct {
	Until time.Time
	More  time.Duration
}

// Deadline returns the student's deadline, which is the class's or a later one.
func (e Extension) Deadline(class time.Time) time.Time {
	if class.IsZero() {
		return class
	}
	own := class.Add(e.More)
	if e.Until.After(own) {
		return e.Until
	}
	return own
}

// RosterError is everything that is wrong with a roster.
type RosterError struct{ Problems []RosterProblem }

// RosterProblem is one thing that is wrong with a roster. Package msg has the texts under "roster.<why>".
type RosterProblem struct {
	Why   string
	Line  int    // 0 if it is the whole file
	Other int    // the line with the same value
	What  string // the value
}

// The reasons of a RosterProblem.
const (
	RosterEmpty     = "empty"     // no line with a student
	RosterLarge     = "large"     // more bytes than any class needs
	RosterEncoding  = "encoding"  // neither UTF-8 nor UTF-16 nor CP949
	RosterColumns   = "columns"   // no column that says who a student is
	RosterCSV       = "csv"       // not a CSV
	RosterNoID      = "no-id"     // a line with a name and without an id
	RosterDouble    = "double"    // an id, e-mail, login or LMS id that two lines have
	RosterRounded   = "rounded"   // a number that a spreadsheet has rounded: 2.02E+07
	RosterLang      = "lang"      // an unknown language
	RosterExtension = "extension" // neither a time nor a duration
	RosterSubmitted = "submitted" // no time of handing in
)

// Error returns the error as an error of Go. Users see the texts of package msg.
func (e *RosterError) Error() string {
	var all []string
	for _, p := range e.Problems {
		all = append(all, fmt.Sprintf("line %d: %s %s", p.Line, p.Why, p.What))
	}
	return "roster: " + strings.Join(all, "; ")
}

// fold returns the form in which ids and names are compared: NFC, lower case, single spaces.
func fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(s))), " ")
}

// foldName returns the form in which personal names are compared. LMSs change spaces, commas and points of names.
func foldName(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ,.'-_\u00a0", r) {
			return -1
		}
		return r
	}, fold(s))
}
