package classreport

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

func TestWhichStepStopsWhom(t *testing.T) {
	class := Class{Students: []results.Student{graded("a", 2), graded("b", 1), graded("c", 0), graded("d", 0), graded("e", 0), {Student: "f", State: results.Missing}}}
	class.Students[3].Lessons[0].State = results.DoesNotBuild
	class.Students[4].Lessons[0].State = results.Unchanged
	steps := class.pageOf(msg.New("en")).Lessons[0].Steps
	require.Len(t, steps, 2)
	assert.Equal(t, pageStep{ID: "wait", Full: "01-race/wait", HandedIn: 4, Green: 2, Red: 1, Judged: 3, Neither: 1, Scale: 4, First: []string{"c"}}, steps[0])
	assert.Equal(t, pageStep{ID: "map-race", Full: "01-race/map-race", HandedIn: 4, Green: 1, Red: 2, Judged: 3, Neither: 1, Scale: 4, First: []string{"b"}}, steps[1])
}

func TestTheMostCommonMistake(t *testing.T) {
	var class Class
	for i, id := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		s := graded(id, 0)
		s.Lessons[0].Steps[0].Findings = []goout.Finding{
			{Kind: goout.KindAssertion, File: "count_test.go", Line: 9},
			{Kind: goout.KindDataRace, Pattern: "shared-map", File: "sum_test.go", Line: 3, Accesses: []goout.Access{{File: "tally.go", Line: 40 + i}}},
			{Kind: goout.KindDataRace, Pattern: "shared-map", File: "tally.go", Line: 1},
		}
		if i < 2 {
			s.Lessons[0].Steps[1].Findings = []goout.Finding{{Pattern: "lock-order", File: "tally.go", Line: 7}}
		}
		class.Students = append(class.Students, s)
	}
	class.Students[6].Lessons[0].Steps[0].Findings = []goout.Finding{{Kind: goout.KindTimeout}}
	got, without := class.patterns(msg.New("en"))
	require.Len(t, got, 2)
	assert.Equal(t, 6, got[0].Students, "each student once")
	assert.Equal(t, "A shared map without a lock", got[0].Title)
	assert.Len(t, got[0].Examples, maxExamples)
	assert.Equal(t, example{"a", "01-race/tally.go:40"}, got[0].Examples[0], "the student's file, not the test's")
	assert.Equal(t, 2, got[1].Students)
	assert.Contains(t, without, ": 1.")
}
