package classreport

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/term"
)

// A class that is not held in memory has the same reports, byte for byte.
func TestTheReportsOfALargeClassAreTheSame(t *testing.T) {
	class := newClass(t, 120)
	appealed := graded("appealed", 1)
	appealed.Lessons[0].Steps[1].Override = &results.Override{Step: appealed.Lessons[0].Steps[1].ID, Points: 1, Why: "it is right"}
	appealed.Overrides = []results.Override{*appealed.Lessons[0].Steps[1].Override}
	class.Students = append(class.Students, hostile(), graded("plain", 1), appealed, graded("other", 1))
	for _, lang := range msg.Langs() {
		say := msg.New(lang)
		whole, parts := t.TempDir(), t.TempDir()
		require.NoError(t, class.WriteFiles(whole, say))
		kept, err := WriteLargeClass(parts, class.Course, class.At, say, func(visit func(results.Student) error) error {
			for _, s := range class.Students {
				if err := visit(s); err != nil {
					return err
				}
			}
			return nil
		})
		require.NoError(t, err)
		n := 0
		require.NoError(t, filepath.WalkDir(whole, func(name string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			n++
			rel, err := filepath.Rel(whole, name)
			require.NoError(t, err)
			want, err := os.ReadFile(name)
			require.NoError(t, err)
			got, err := os.ReadFile(filepath.Join(parts, rel))
			require.NoError(t, err)
			assert.True(t, bytes.Equal(want, got), rel)
			return nil
		}))
		assert.Equal(t, 2+2*len(class.Students), n)
		var want, got bytes.Buffer
		Table(&want, term.Style{Column: 80}, say, class.Students)
		Table(&got, term.Style{Column: 80}, say, kept)
		assert.Equal(t, want.String(), got.String())
	}
}

// Ten thousand students fit into memory because equal answers are kept once, and without their explanations.
func TestEqualAnswersAreKeptOnce(t *testing.T) {
	k := NewKeeper()
	for _, id := range []string{"a", "b"} {
		s := graded(id, 1)
		s.Lessons[0].Steps[1].Explanation = "long"
		s.Lessons[0].Steps[1].Findings = []goout.Finding{{Pattern: "shared-map", File: "tally.go", Line: 3, Text: "first\nsecond"}}
		require.NoError(t, k.Add(s))
	}
	a, b := k.Students[0].Lessons[0].Steps, k.Students[1].Lessons[0].Steps
	assert.Same(t, &a[0], &b[0])
	assert.Empty(t, a[1].Explanation)
	assert.Equal(t, []goout.Finding{{Pattern: "shared-map", File: "tally.go", Line: 3, Text: "first"}}, a[1].Findings)
}
