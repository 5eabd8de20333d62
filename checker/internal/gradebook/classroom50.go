package gradebook

import (
	"cmp"
	"io"
	"time"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// The result of Classroom 50, version 1.
type (
	classroomDoc struct {
		Schema         string          `json:"schema"`
		Classroom      string          `json:"classroom"`
		Assignment     string          `json:"assignment"`
		Owner          string          `json:"owner"`
		AssignmentType string          `json:"assignment_type"`
		Submission     string          `json:"submission"`
		Commit         string          `json:"commit"`
		Release        string          `json:"release"`
		Review         string          `json:"review"`
		Datetime       string          `json:"datetime"`
		Score          int             `json:"score"`
		MaxScore       int             `json:"max-score"`
		Tests          []classroomTest `json:"tests"`
	}
	classroomTest struct {
		Name     string `json:"test-name"`
		Passed   bool   `json:"passed"`
		Score    int    `json:"score"`
		MaxScore int    `json:"max-score"`
	}
)

const classroomSchema = "classroom50/result/v1"

// The variables of the environment from which Classroom 50's runner tells whose result it is. Each must be set but the last, which is the commit otherwise.
const (
	envClassroom  = "CLASSROOM"
	envAssignment = "ASSIGNMENT"
	envSubmission = "SUBMISSION_TAG"
	envCommit     = "COMMIT_URL"
	envRelease    = "RELEASE_URL"
	envReview     = "REVIEW_URL"
)

// Classroom50 writes the result of a student's repository, whose identity is in the environment. A student without a verdict gets none, and neither does
// one whose identity is incomplete: the error is an *Error. The format has whole points and their sum, so a grading scheme does not count.
func Classroom50(w io.Writer, class classreport.Class, s results.Student, say *msg.Printer, getenv func(string) string) error {
	if g := class.Scheme.Grade(class.Course, s); !g.Known {
		return &Error{Why: WhyNoVerdict, What: s.Student}
	}
	var missing []string
	for _, name := range []string{envClassroom, envAssignment, envSubmission, envCommit, envRelease} {
		if getenv(name) == "" {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return &Error{Why: WhyEnvironment, Names: missing}
	}
	doc := classroomDoc{
		Schema: classroomSchema, Classroom: getenv(envClassroom), Assignment: getenv(envAssignment), Owner: s.Student, AssignmentType: "individual",
		Submission: getenv(envSubmission), Commit: getenv(envCommit), Release: getenv(envRelease), Review: cmp.Or(getenv(envReview), getenv(envCommit)),
		Datetime: s.GradedAt.UTC().Format(time.RFC3339), Tests: []classroomTest{},
	}
	if s.Group != "" {
		doc.AssignmentType = "group"
	}
	for _, r := range stepsOf(class, s, say) {
		doc.Tests = append(doc.Tests, classroomTest{r.step.ID, r.passed, r.step.Points, r.step.Max})
		doc.Score, doc.MaxScore = doc.Score+r.step.Points, doc.MaxScore+r.step.Max
	}
	return writeJSON(w, doc)
}
