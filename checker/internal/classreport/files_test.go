package classreport

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/msg"
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
