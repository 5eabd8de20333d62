package progress_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/progress"
)

func reopen(t *testing.T, root string) *progress.Store {
	t.Helper()
	s, err := progress.Open(root, time.Now())
	require.NoError(t, err)
	return s
}

func TestAnUpdateOfAnOriginalIsNoticed(t *testing.T) {
	root := t.TempDir()
	s := reopen(t, root)
	assert.False(t, s.Outdated("01", []byte("v1"), []byte("mine")), "never run: nothing is known")
	s.RecordOriginal("01", []byte("v1"), []byte("mine"))
	require.NoError(t, s.Save())

	s = reopen(t, root)
	assert.False(t, s.Outdated("01", []byte("v1"), []byte("mine")))
	assert.True(t, s.Outdated("01", []byte("v2"), []byte("mine")))
	assert.False(t, s.Outdated("01", []byte("v2"), []byte("v2")), "an unchanged file has the update")
	s.RecordOriginal("01", []byte("v2"), []byte("mine"))
	assert.True(t, s.Outdated("01", []byte("v2"), []byte("mine")), "running does not hide it")
	s.AcceptOriginal("01", []byte("v2"))
	assert.False(t, s.Outdated("01", []byte("v2"), []byte("mine")))
}

func TestNothingPassedIsLostByAnUpdate(t *testing.T) {
	root := t.TempDir()
	old := `{"version":1,"steps":{"01-race/gone":{"passed":"2026-01-01T00:00:00Z"},"01-race/old-name":{"passed":"2026-01-01T00:00:00Z","hints":2}}}`
	require.NoError(t, os.WriteFile(filepath.Join(root, progress.Name), []byte(old), 0o600))
	s := reopen(t, root)
	assert.True(t, s.Passed("02-moved/new-name", "01-race/old-name"), "renamed and moved")
	s.Pass(time.Now(), "02-moved/new-name", "01-race/old-name")
	s.Pass(time.Now(), "01-race/added")
	require.NoError(t, s.Save())
	s = reopen(t, root)
	assert.True(t, s.Passed("01-race/gone"), "a step that this version does not have")
	assert.Equal(t, 2, s.Hints("02-moved/new-name"))
}
