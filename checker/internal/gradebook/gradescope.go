package gradebook

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
)

// The results.json of a Gradescope autograder.
// https://gradescope-autograders.readthedocs.io/en/latest/specs/
type (
	gradescopeDoc struct {
		Score            json.Number      `json:"score,omitempty"` // "": Gradescope adds up the tests
		ExecutionTime    float64          `json:"execution_time"`
		Output           string           `json:"output,omitempty"`
		OutputFormat     string           `json:"output_format"`
		Visibility       string           `json:"visibility"`
		StdoutVisibility string           `json:"stdout_visibility"`
		Tests            []gradescopeTest `json:"tests"`
	}
	gradescopeTest struct {
		Score        int      `json:"score"`
		MaxScore     int      `json:"max_score"`
		Status       string   `json:"status"` // passed or failed
		Name         string   `json:"name"`
		Number       string   `json:"number"`
		Output       string   `json:"output,omitempty"`
		OutputFormat string   `json:"output_format"`
		Tags         []string `json:"tags"`
		Visibility   string   `json:"visibility"`
	}
)

// Gradescope writes the results.json of a student's autograder, in the language of say. A student without a verdict gets none: the error is an *Error.
// With a grading scheme the grade is the score, which Gradescope takes in place of the sum of the tests.
func Gradescope(w io.Writer, class classreport.Class, s results.Student, say *msg.Printer) error {
	g := class.Scheme.Grade(class.Course, s)
	if !g.Known {
		return &Error{Why: WhyNoVerdict, What: s.Student}
	}
	doc := newGradescope(class, s, "", say)
	doc.Output = class.Comment(s, say)
	if class.Scheme != nil {
		doc.Score = json.Number(g.Value)
	}
	return writeJSON(w, doc)
}

// GradescopeSoFar writes a results.json for a student whose grading is not done or did not come to a verdict: output says which. Steps that no line has
// are not judged yet. The score is that of the steps which have passed.
func GradescopeSoFar(w io.Writer, class classreport.Class, s results.Student, output string, say *msg.Printer) error {
	doc := newGradescope(class, s, say.Say("gradescope.pending"), say)
	doc.Output, doc.Score = output, json.Number(class.Scheme.Grade(class.Course, s).Value)
	return writeJSON(w, doc)
}

// newGradescope returns the document with its tests. pending is the text of a test whose step is still to be run.
func newGradescope(class classreport.Class, s results.Student, pending string, say *msg.Printer) gradescopeDoc {
	doc := gradescopeDoc{OutputFormat: "text", Visibility: "visible", StdoutVisibility: "hidden", Tests: []gradescopeTest{}}
	lesson, inLesson, last := 0, 0, ""
	for _, r := range stepsOf(class, s, say) {
		if inLesson++; r.lesson.ID != last {
			lesson, inLesson, last = lesson+1, 1, r.lesson.ID
		}
		status, text := map[bool]string{true: "passed", false: "failed"}[r.passed], r.text()
		if pending != "" && r.pending() {
			text = pending
		}
		doc.Tests = append(doc.Tests, gradescopeTest{
			Score: r.step.Points, MaxScore: r.step.Max, Status: status, Name: strings.TrimSuffix(r.step.ID+": "+r.title, ": "), Number: fmt.Sprintf("%d.%d", lesson, inLesson),
			Output: text, OutputFormat: "text", Tags: []string{r.lesson.ID}, Visibility: "visible",
		})
		doc.ExecutionTime += r.step.Seconds
	}
	return doc
}

func writeJSON(w io.Writer, doc any) error {
	e := json.NewEncoder(safetext.JSON(w))
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(doc)
}
