package progress_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/progress"
)

func TestARightAnswerIsRemembered(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	assert.False(t, s.Answered("01-race", "two-goroutines"))
	s.RecordAnswer(noon, "01-race", "two-goroutines")
	s.RecordAnswer(noon.Add(time.Hour), "01-race", "two-goroutines")
	require.NoError(t, s.Save())
	s = open(t, root)
	assert.True(t, s.Answered("01-race", "two-goroutines"))
	assert.False(t, s.Answered("02-mutex", "two-goroutines"))
	assert.False(t, s.Passed("01-race/two-goroutines"), "a question is no step")
}

// TestAnOlderCheckerKeepsTheAnswers reads and writes the file as a checker does that knows steps only.
func TestAnOlderCheckerKeepsTheAnswers(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	s.RecordAnswer(noon, "01-race", "two-goroutines")
	require.NoError(t, s.Save())
	name := filepath.Join(root, progress.Name)
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	var older struct {
		Version int                                   `json:"version"`
		Steps   map[string]struct{ Passed time.Time } `json:"steps"`
	}
	require.NoError(t, json.Unmarshal(b, &older))
	assert.Equal(t, 1, older.Version)
	b, err = json.Marshal(older)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, b, 0o600))
	assert.True(t, open(t, root).Answered("01-race", "two-goroutines"))
}
