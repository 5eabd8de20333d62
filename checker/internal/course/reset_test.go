package course_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

var (
	small = course.Lesson{ID: "01-small", File: "work.go"}
	noon  = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

func content(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(b)
}

func TestResetKeepsEveryVersion(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "lessons", "01-small")
	work := filepath.Join(dir, "work.go")

	backup, err := course.Reset(root, small, []byte("start"), noon)
	require.NoError(t, err)
	assert.Empty(t, backup, "there was no file to back up")

	for i, name := range []string{"work.go.20261123-120000.bak", "work.go.20261123-120000-2.bak", "work.go.20261123-120000-3.bak"} {
		mine := "mine " + string(rune('a'+i))
		require.NoError(t, os.WriteFile(work, []byte(mine), 0o600))
		backup, err := course.Reset(root, small, []byte("start"), noon)
		require.NoError(t, err)
		assert.Equal(t, "lessons/01-small/"+name, backup)
		assert.Equal(t, "start", content(t, work))
	}
	assert.Equal(t, "mine a", content(t, filepath.Join(dir, "work.go.20261123-120000.bak")))
	assert.Equal(t, "mine b", content(t, filepath.Join(dir, "work.go.20261123-120000-2.bak")))
}

func TestResetPutsAsideWhateverIsThere(t *testing.T) {
	root := t.TempDir()
	work := filepath.Join(root, "lessons", "01-small", "work.go")
	require.NoError(t, os.MkdirAll(filepath.Join(work, "deep"), 0o755))
	backup, err := course.Reset(root, small, []byte("start"), noon)
	require.NoError(t, err)
	assert.DirExists(t, filepath.Join(root, filepath.FromSlash(backup), "deep"))
	assert.Equal(t, "start", content(t, work))

	require.NoError(t, os.Remove(work))
	target := filepath.Join(root, "elsewhere")
	require.NoError(t, os.WriteFile(target, []byte("theirs"), 0o600))
	require.NoError(t, os.Symlink(target, work))
	_, err = course.Reset(root, small, []byte("start"), noon)
	require.NoError(t, err)
	assert.Equal(t, "theirs", content(t, target), "the target of a link must not change")
	assert.Equal(t, "start", content(t, work))
}
