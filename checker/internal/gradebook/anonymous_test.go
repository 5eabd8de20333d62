package gradebook_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/gradebook"
	"sharedmap-workshop/checker/internal/points"
	"sharedmap-workshop/checker/internal/results"
)

func hidden(t *testing.T, students []results.Student, key string) []results.Student {
	t.Helper()
	out, err := gradebook.Anonymous(students, []byte(strings.Repeat(key, gradebook.KeyLength)))
	require.NoError(t, err)
	return out
}

func TestAnonymousHidesWhoItIs(t *testing.T) {
	students := class().Students
	for i := range students {
		s := &students[i]
		s.Student, s.Group = "2023000"+s.Student[1:], "team Kim"
		s.Problems = []string{s.Name + "/x.go was not taken"}
		s.Lessons[0].Path, s.Lessons[0].File, s.Lessons[0].Key = s.Student+"/a.go", "sha256:1", "sha256:2"
		s.Overrides = []results.Override{{Step: "01-a/x", Points: 1, Why: s.Name + " came to the lab"}}
	}
	before := mustJSON(t, students)
	out := hidden(t, students, "k")
	assert.Equal(t, before, mustJSON(t, students), "the lines themselves do not change")
	text := mustJSON(t, out)
	for _, word := range []string{"20230001", "20230002", "김민수", "박지호", "example.com", "all.zip", "team Kim", "sha256", "Q\\\", Jr"} {
		assert.NotContains(t, text, word)
	}
	assert.Contains(t, text, "Data race: anon-", "the name stands in a text")
	assert.True(t, slices.IsSortedFunc(out, func(x, y results.Student) int { return strings.Compare(x.Student, y.Student) }), "the order of the roster is a trace, too")
	group := ""
	for _, s := range out {
		assert.Regexp(t, `^anon-[a-z2-7]{9}$`, s.Student)
		assert.True(t, group == "" || s.Group == group)
		group = s.Group
		i := slices.IndexFunc(students, func(own results.Student) bool { return hidden(t, []results.Student{own}, "k")[0].Student == s.Student })
		require.GreaterOrEqual(t, i, 0, "the same key gives the same token")
		assert.Equal(t, points.WithOverrides(small, students)[i].Points, points.WithOverrides(small, out)[slices.Index(tokens(out), s.Student)].Points)
	}
	assert.NotEqual(t, tokens(out), tokens(hidden(t, students, "q")))
}

func tokens(students []results.Student) (all []string) {
	for _, s := range students {
		all = append(all, s.Student)
	}
	return all
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// Names of students are words that programs have, too.
func TestAnonymousLeavesIDsOfStepsAlone(t *testing.T) {
	s := student("s9", "pass", "01-a@example.com", 0, 0)
	s.Name, s.Student = "fail", "data-race"
	out := hidden(t, []results.Student{s}, "k")[0]
	assert.Equal(t, "01-a/x", out.Lessons[0].Steps[0].ID)
	assert.Equal(t, "fail", out.Lessons[0].Steps[0].Status)
	assert.Equal(t, "data-race", string(out.Lessons[0].Steps[0].Findings[0].Kind))
}
