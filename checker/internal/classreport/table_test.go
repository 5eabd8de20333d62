package classreport

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/golden"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/term"
)

func tableOf(style term.Style, lang string, students []results.Student) string {
	var out bytes.Buffer
	Table(&out, style, msg.New(lang), students)
	return out.String()
}

func TestTable(t *testing.T) {
	g := golden.Open(t, "testdata/table.txt")
	class := newClass(t, 45)
	for _, lang := range msg.Langs() {
		g.Equal(t, lang, indented(tableOf(term.Style{Column: 80}, lang, class.Students)))
		g.Equal(t, lang+" plain", indented(tableOf(term.Style{Column: 80, Plain: true}, lang, class.Students[:12])))
	}
	g.Equal(t, "nobody", indented(tableOf(term.Style{Column: 80}, "en", nil)))
}

func TestTheTableFits(t *testing.T) {
	class := newClass(t, 300)
	for i := range class.Students {
		class.Students[i].Student += strings.Repeat("x", i%20)
		class.Students[i].Name += strings.Repeat("김", i%13)
	}
	for _, columns := range []int{40, 60, 80, 120} {
		for _, lang := range msg.Langs() {
			for line := range strings.SplitSeq(tableOf(term.Style{Column: columns}, lang, class.Students), "\n") {
				assert.LessOrEqual(t, term.Width(line), columns, line)
			}
		}
	}
}

func TestManyLessonsGoToSeveralLines(t *testing.T) {
	s := graded("s1", 2)
	for range 30 {
		s.Lessons = append(s.Lessons, s.Lessons[0])
		s.Lessons[len(s.Lessons)-1].ID += strings.Repeat("x", len(s.Lessons))
	}
	out := tableOf(term.Style{Column: 80}, "en", []results.Student{s})
	for line := range strings.SplitSeq(out, "\n") {
		assert.LessOrEqual(t, term.Width(line), 80, line)
	}
	row := out[strings.Index(out, "2/2")+3 : strings.Index(out, "Students")]
	assert.Len(t, strings.Fields(row), 31, out)
}

// Who has the same fault as everybody stands in one entry.
func TestAFaultOfEverybodyIsOneEntry(t *testing.T) {
	var class []results.Student
	for range 300 {
		s := graded("s1", 0)
		s.State, s.Lessons[0].State, s.Lessons[0].Why = results.MachineFault, results.MachineFault, "The disk is full."
		class = append(class, s)
	}
	out := tableOf(term.Style{Column: 80}, "en", class)
	assert.Equal(t, 1, strings.Count(out, "The disk is full."))
	assert.Contains(t, out, "and 260 more")
	assert.Contains(t, out, "--retry")
}

func TestTheTableShowsNothingThatAStudentControls(t *testing.T) {
	s := hostile()
	for _, plain := range []bool{false, true} {
		out := tableOf(term.Style{Column: 200, Plain: plain}, "en", []results.Student{s})
		assert.NotRegexp(t, unprintable, out)
		for line := range strings.SplitSeq(out, "\n") {
			assert.False(t, strings.HasPrefix(strings.TrimSpace(line), "::"), "%q is a workflow command", line)
		}
	}
}

// The id of who is not in the roster is the name of what was handed in: --only needs all of it.
func TestAnUnmatchedIDIsShownWhole(t *testing.T) {
	s := graded("? CS101-hw1.zip: Guest_1999_assignsubmission_file/work.zip", 2)
	s.State = results.Unmatched
	for _, columns := range []int{40, 80} {
		out := tableOf(term.Style{Column: columns}, "en", []results.Student{s, graded("s1", 2)})
		assert.Contains(t, strings.Join(strings.Fields(out), ""), strings.ReplaceAll(s.Student, " ", ""))
		assert.NotContains(t, out, "    s1\n", "an id that fits is not repeated")
	}
}
