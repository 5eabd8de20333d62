package classreport

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/term"
)

// withScheme returns a class of one student, late in the first lesson, with a grading scheme.
func withScheme(t *testing.T) Class {
	t.Helper()
	class := newClass(t, 1)
	s := graded("s1", 1)
	s.Deadline = madeAt
	s.Lessons[0].Late, s.Lessons[0].Time, s.Late = true, madeAt.Add(30*time.Hour), true
	s.Lessons = append(s.Lessons, results.Lesson{ID: "02-mutex", State: results.Missing, Max: 12}, results.Lesson{ID: "03-channel-map", State: results.Missing, Max: 8})
	class.Students = []results.Student{s}
	scheme, err := points.Read(strings.NewReader("out_of = 10\nbest = 1\npass = 5\n[late]\npercent_per_day = 10"), class.Course)
	require.NoError(t, err)
	class.Scheme = scheme
	return class
}

// The one step is worth 1 of 6, 20 percent are taken for the second day, and the grade is out of 10: 1.333….
func TestTheGradeStandsInEveryReport(t *testing.T) {
	class := withScheme(t)
	s := class.Students[0]
	var table, plain, page bytes.Buffer
	class.Table(&table, term.Style{Column: 80}, msg.New("en"))
	assert.Regexp(t, `(?m)^id +name +grade `, table.String())
	assert.Regexp(t, `(?m)^s1 .* 1\.33/10 .*late, below the pass line$`, table.String())
	class.Table(&plain, term.Style{Column: 200, Plain: true}, msg.New("en"))
	assert.Contains(t, plain.String(), "grade 1.33 of 10, below the pass line")

	row := readCSV(t, class)[0]
	assert.Equal(t, []string{"1.33", "10", "false"}, []string{row["grade"], row["grade_max"], row["passed"]})

	require.NoError(t, class.WritePage(&page, msg.New("en")))
	assert.Contains(t, page.String(), ">Grade</th>")
	assert.Contains(t, page.String(), "1.33/10")

	feedback := markdownText(t, class, s, "en")
	assert.Contains(t, feedback, `By the rules of your course: grade 1.33 of 10, below the pass line.`)
	assert.Contains(t, feedback, "01-race was late. Days that had begun after the deadline: 2.")
	assert.Contains(t, feedback, "these lessons count: 01-race.")
	assert.Contains(t, class.Comment(s, msg.New("ko")), "성적 1.33 (만점 10), 통과 기준 미달")
}

// Without a verdict there is a largest grade and nothing else.
func TestNoGradeWithoutAVerdict(t *testing.T) {
	class := withScheme(t)
	class.Students[0].Lessons[0].State = results.Unstable
	row := readCSV(t, class)[0]
	assert.Equal(t, []string{"", "10", ""}, []string{row["grade"], row["grade_max"], row["passed"]})
	var table bytes.Buffer
	class.Table(&table, term.Style{Column: 80}, msg.New("en"))
	assert.Contains(t, table.String(), "?/10")
	assert.NotContains(t, table.String(), "pass line")
}
