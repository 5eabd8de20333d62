package gradebook_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/classreport"
	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
)

// gradescope is what Gradescope reads of a results.json.
type gradescope struct {
	Score            *float64 `json:"score"`
	ExecutionTime    *float64 `json:"execution_time"`
	Output           string   `json:"output"`
	OutputFormat     string   `json:"output_format"`
	Visibility       string   `json:"visibility"`
	StdoutVisibility string   `json:"stdout_visibility"`
	Tests            []struct {
		Score        *float64 `json:"score"`
		MaxScore     *float64 `json:"max_score"`
		Status       string   `json:"status"`
		Name         string   `json:"name"`
		Number       string   `json:"number"`
		Output       string   `json:"output"`
		OutputFormat string   `json:"output_format"`
		Tags         []string `json:"tags"`
		Visibility   string   `json:"visibility"`
	} `json:"tests"`
}

// strictly decodes JSON into the type, which must have every key of it.
func strictly(t *testing.T, text string, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(into), text)
	_, err := d.Token()
	require.ErrorIs(t, err, io.EOF)
}

func readGradescope(t *testing.T, c classreport.Class, i int) gradescope {
	t.Helper()
	var doc gradescope
	strictly(t, written(t, func(w *bytes.Buffer) error { return gradebook.Gradescope(w, c, c.Students[i], msg.New("en")) }), &doc)
	for _, test := range doc.Tests {
		assert.Contains(t, []string{"passed", "failed"}, test.Status)
		assert.Equal(t, []string{"text", "visible"}, []string{test.OutputFormat, test.Visibility})
		for _, r := range test.Output {
			assert.True(t, r == '\n' || unicode.IsPrint(r), "%q", test.Output)
		}
	}
	assert.Equal(t, []string{"text", "visible", "hidden"}, []string{doc.OutputFormat, doc.Visibility, doc.StdoutVisibility})
	return doc
}

func TestGradescopeAddsUpTheTests(t *testing.T) {
	for _, c := range []classreport.Class{class(), nastyClass()} {
		for i, s := range c.Students {
			if s.State != results.Graded {
				continue
			}
			doc := readGradescope(t, c, i)
			assert.Nil(t, doc.Score)
			sum, most := 0.0, 0.0
			for _, test := range doc.Tests {
				sum, most = sum+*test.Score, most+*test.MaxScore
				assert.Equal(t, *test.Score == *test.MaxScore, test.Status == "passed")
			}
			assert.Equal(t, []float64{float64(s.Points), float64(s.Max)}, []float64{sum, most})
			assert.InDelta(t, 0.75, *doc.ExecutionTime, 1e-9)
		}
	}
	doc := readGradescope(t, class(), 1)
	assert.Equal(t, []string{"1.1", "1.2", "2.1"}, []string{doc.Tests[0].Number, doc.Tests[1].Number, doc.Tests[2].Number})
	assert.Equal(t, "01-a/y: The y", doc.Tests[1].Name)
	assert.Contains(t, doc.Tests[1].Output, "Data race:")
	assert.Empty(t, doc.Tests[0].Output)
}

func TestGradescopeGetsTheGradeOfTheScheme(t *testing.T) {
	c := outOf(t, class(), "out_of = 10\n[lesson]\n02-b = 0.5\n[step]\n\"01-a/x\" = 2")
	assert.InDelta(t, 3.75, *readGradescope(t, c, 1).Score, 1e-9) // (2*1 + 0.5*2) of (2+3+3)
}

// A lesson that was not run has its steps all the same, each with the reason.
func TestLessonsThatWereNotRun(t *testing.T) {
	c := class()
	c.Students[1].Lessons[0] = results.Lesson{ID: "01-a", State: results.Refused, Max: 4, Refusals: []results.Refusal{{Line: 3, Why: "import", What: "\"os\"", Text: "no answer needs os"}}}
	c.Students[1].Lessons = c.Students[1].Lessons[:1]
	doc := readGradescope(t, c, 1)
	require.Len(t, doc.Tests, 3)
	assert.Contains(t, doc.Tests[0].Output, "no answer needs os")
	assert.Contains(t, doc.Tests[2].Output, "No file of this lesson was found")
}

func TestAnOverrideIsInTheTests(t *testing.T) {
	c := class()
	c.Students[1].Overrides = []results.Override{{Step: "01-a/y", Points: 3, Why: "the lock order is right"}}
	c.Students = points.WithOverrides(small, c.Students)
	doc := readGradescope(t, c, 1)
	assert.Equal(t, "passed", doc.Tests[1].Status)
	assert.Contains(t, doc.Tests[1].Output, "the lock order is right")
}

// Without a verdict there is no score that would not cost the student points.
func TestNobodyWithoutAVerdictGetsAScore(t *testing.T) {
	c := class()
	for _, err := range []error{
		gradebook.Gradescope(io.Discard, c, c.Students[2], msg.New("en")),
		gradebook.Classroom50(io.Discard, c, c.Students[2], msg.New("en"), func(string) string { return "x" }),
	} {
		var wrong *gradebook.Error
		require.True(t, errors.As(err, &wrong))
		assert.Equal(t, gradebook.Error{Why: gradebook.WhyNoVerdict, What: "s3"}, *wrong)
	}
}

// While a student is graded, the result says which steps are to come, and counts those that have passed.
func TestTheResultSoFar(t *testing.T) {
	c := class()
	lesson := &c.Students[1].Lessons[0]
	lesson.State, lesson.Steps = results.Graded, lesson.Steps[:1]
	c.Students[1].Points = 1
	var doc gradescope
	strictly(t, written(t, func(w *bytes.Buffer) error {
		return gradebook.GradescopeSoFar(w, c, c.Students[1], "not done", msg.New("en"))
	}), &doc)
	assert.Equal(t, "not done", doc.Output)
	require.NotNil(t, doc.Score)
	assert.Equal(t, 1.0, *doc.Score)
	require.Len(t, doc.Tests, 3)
	assert.Equal(t, "passed", doc.Tests[0].Status)
	assert.Equal(t, "failed This step was not run yet.", doc.Tests[1].Status+" "+doc.Tests[1].Output)
	assert.Zero(t, *doc.Tests[1].Score)
}

var runner = map[string]string{"CLASSROOM": "cs101", "ASSIGNMENT": "hw1", "SUBMISSION_TAG": "submit/1", "COMMIT_URL": "https://example.com/c", "RELEASE_URL": "https://example.com/r"}

func TestClassroom50(t *testing.T) {
	c := outOf(t, class(), "out_of = 100")
	c.Students[1].Group = "team 1"
	text := written(t, func(w *bytes.Buffer) error {
		return gradebook.Classroom50(w, c, c.Students[1], msg.New("en"), func(name string) string { return runner[name] })
	})
	doc := map[string]any{}
	strictly(t, text, &doc)
	tests := doc["tests"].([]any)
	delete(doc, "tests")
	assert.Equal(t, map[string]any{
		"schema": "classroom50/result/v1", "classroom": "cs101", "assignment": "hw1", "owner": "s2", "assignment_type": "group", "submission": "submit/1",
		"commit": "https://example.com/c", "release": "https://example.com/r", "review": "https://example.com/c", "datetime": "2026-03-21T09:00:00Z",
		"score": 3.0, "max-score": 10.0,
	}, doc)
	assert.Equal(t, []any{
		map[string]any{"test-name": "01-a/x", "passed": true, "score": 1.0, "max-score": 1.0},
		map[string]any{"test-name": "01-a/y", "passed": false, "score": 0.0, "max-score": 3.0},
		map[string]any{"test-name": "02-b/z", "passed": false, "score": 2.0, "max-score": 6.0},
	}, tests)
	err := gradebook.Classroom50(io.Discard, c, c.Students[1], msg.New("en"), func(name string) string { return map[string]string{"CLASSROOM": "x"}[name] })
	var wrong *gradebook.Error
	require.True(t, errors.As(err, &wrong))
	assert.Equal(t, []string{"ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL"}, wrong.Names)
}
