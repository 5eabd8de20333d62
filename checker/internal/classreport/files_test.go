package classreport

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/results"
)

// TestWriteFiles writes a class of 300. CLASS_OUT names a folder in which they stay, to look at.
func TestWriteFiles(t *testing.T) {
	for _, lang := range msg.Langs() {
		dir := t.TempDir()
		if out := os.Getenv("CLASS_OUT"); out != "" {
			dir = filepath.Join(out, lang)
			require.NoError(t, os.MkdirAll(dir, 0o755))
		}
		class := newClass(t, 300)
		require.NoError(t, class.WriteFiles(dir, msg.New(lang)))
		made, err := os.ReadDir(filepath.Join(dir, FeedbackDir))
		require.NoError(t, err)
		assert.Len(t, made, 600)
		page, err := os.ReadFile(filepath.Join(dir, PageFile))
		require.NoError(t, err)
		assert.Less(t, len(page), 1_000_000)
		t.Logf("%s: class.html has %d bytes", lang, len(page))
	}
}

// Submissions of nobody in the roster have no id.
func TestWhoHasNoIDGetsAFile(t *testing.T) {
	dir := t.TempDir()
	class := Class{Students: []results.Student{graded("", 1), graded("", 2), graded("", 0), graded("s1", 1)}}
	class.Students[2].Name = ""
	require.NoError(t, class.WriteFiles(dir, msg.New("en")))
	made, err := os.ReadDir(filepath.Join(dir, FeedbackDir))
	require.NoError(t, err)
	assert.Len(t, made, 8)
}

// A file that cannot be replaced is named, what was there stays, and nothing is left behind.
func TestAFileThatCannotBeReplaced(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, GradesFile, "sub"), 0o755))
	err := Class{}.WriteFiles(dir, msg.New("en"))
	require.Error(t, err)
	assert.Contains(t, err.Error(), "write grades.csv: ")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, left, 1)
}
