package classreport

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/golden"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/safetext"
	"sharedmap-workshop/checker/internal/term"
)

// someChanges returns changes for every reason.
func someChanges() []Change {
	edit := func(id string, green int, change func(s *results.Student)) results.Student {
		s := graded(id, green)
		change(&s)
		return s
	}
	fault := edit("s5", 0, func(s *results.Student) { s.State, s.Lessons[0].State = results.MachineFault, results.MachineFault })
	before := []results.Student{graded("s1", 1), graded("s2", 2), graded("s3", 0), graded("s4", 1), fault, graded("s6", 1), graded("gone", 1)}
	after := []results.Student{
		edit("s1", 2, func(s *results.Student) { s.Lessons[0].File = "sha256:b" }),
		edit("s2", 1, func(s *results.Student) {
			s.Tests, s.Checker, s.Go, s.Level = "sha256:u", "1.1", "go1.27 linux/arm64", "process"
		}),
		graded("s3", 1),
		edit("s4", 0, func(s *results.Student) { s.Lessons[0].State, s.Lessons[0].File = results.DoesNotBuild, "sha256:c" }),
		graded("s5", 2),
		edit("s6", 1, func(s *results.Student) { s.State, s.Late = results.Unmatched, true }),
		graded("new", 1),
	}
	return Changes(before, after)
}

func TestChangesTable(t *testing.T) {
	g := golden.Open(t, "testdata/changes.txt")
	for _, lang := range msg.Langs() {
		for _, plain := range []bool{false, true} {
			var out bytes.Buffer
			ChangesTable(&out, term.Style{Column: 80, Plain: plain}, msg.New(lang), someChanges())
			for line := range strings.SplitSeq(out.String(), "\n") {
				assert.LessOrEqual(t, term.Width(line), 80, line)
			}
			g.Equal(t, map[bool]string{false: lang, true: lang + " plain"}[plain], indented(out.String()))
		}
	}
	var none bytes.Buffer
	ChangesTable(&none, term.Style{Column: 80}, msg.New("en"), nil)
	g.Equal(t, "none", indented(none.String()))
}

func TestWriteChanges(t *testing.T) {
	changes := someChanges()
	changes = append(changes, Changes([]results.Student{graded("=1+1", 1)}, []results.Student{graded("=1+1", 2)})...)
	var out bytes.Buffer
	require.NoError(t, WriteChanges(&out, changes))
	text, ok := strings.CutPrefix(out.String(), byteOrderMark)
	require.True(t, ok)
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, len(changes)+1)
	assert.Equal(t, []string{"s1", "김민수", "01-race", "graded", "1", "2", "graded", "2", "2", "01-race/map-race", "", "submission"}, rows[1])
	assert.Equal(t, "tests checker go isolation", rows[2][11])
	last := rows[len(rows)-1]
	assert.Equal(t, "'=1+1", last[0])
	assert.Equal(t, "=1+1", safetext.FromCell(last[0]))
	assert.Equal(t, "verdict", last[11])
}

func TestTheTableOfChangesShowsNothingThatAStudentControls(t *testing.T) {
	before, after := hostile(), hostile()
	after.Lessons[0].Steps[0].Points, after.Lessons[0].State = 1, results.Graded
	var out bytes.Buffer
	ChangesTable(&out, term.Style{Column: 80}, msg.New("ko"), Changes([]results.Student{before}, []results.Student{after}))
	assert.NotRegexp(t, unprintable, out.String())
	assert.NotContains(t, out.String(), "::")
	for line := range strings.SplitSeq(out.String(), "\n") {
		assert.LessOrEqual(t, term.Width(line), 80, line)
	}
}
