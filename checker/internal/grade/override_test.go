package grade_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
)

// Points that an instructor has set stay when the class is graded again: in the same folder, after a new submission, and in another folder.
func TestOverridesSurviveRegrading(t *testing.T) {
	half := "package main\n\nfunc One() int { return 1 }\nfunc Two() int { return 3 }\n"
	c := newClass(t, map[string]string{"s1": half, "s2": half})
	lines, _ := c.grade()
	set := []results.Override{{Step: "01-small/two", Points: 1, Why: "nearly", At: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}}
	overridden := lines["s1"]
	overridden.Overrides = set
	appendLine(t, c.out, overridden)

	lines, written := c.grade()
	assert.Zero(t, written)
	assert.Equal(t, set, lines["s1"].Overrides)
	assert.Equal(t, 1, lines["s1"].Points, "a line has the points of the verdict; reports apply the overrides")
	assert.Empty(t, lines["s2"].Overrides, "another student with the same file")

	c.known = results.Last([]results.Student{lines["s1"], lines["s2"]})
	c.out = t.TempDir()
	lines, written = c.grade()
	assert.Equal(t, 2, written)
	assert.Equal(t, set, lines["s1"].Overrides, "--since carries them to the new folder")
	assert.Empty(t, lines["s2"].Overrides)

	withdrawn := lines["s1"]
	withdrawn.Overrides = []results.Override{}
	appendLine(t, c.out, withdrawn)
	c.handIn("s1", right)
	lines, written = c.grade()
	assert.Equal(t, 1, written)
	assert.Equal(t, 3, lines["s1"].Points)
	assert.Empty(t, lines["s1"].Overrides, "what was withdrawn in this folder does not come back from the other one")
}

// appendLine appends a line to the results in a folder, as `checker override` does.
func appendLine(t *testing.T, dir string, s results.Student) {
	t.Helper()
	file, _, err := results.Open(filepath.Join(dir, results.FileName))
	require.NoError(t, err)
	require.NoError(t, file.Append(s))
	require.NoError(t, file.Close())
}
