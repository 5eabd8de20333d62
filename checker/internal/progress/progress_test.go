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

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, root string) *progress.Store {
	t.Helper()
	s, err := progress.Open(root, noon)
	require.NoError(t, err)
	return s
}

func TestWhatPassedIsRemembered(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	assert.False(t, s.Passed("01-race/wait"))
	s.Pass(noon, "01-race/wait")
	require.NoError(t, s.Save())
	assert.True(t, open(t, root).Passed("01-race/wait"))
	assert.False(t, open(t, root).Passed("01-race/map-race"))
}

func TestAStepKeepsItsProgressUnderANewName(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	s.Pass(noon, "01-race/old-name")
	require.NoError(t, s.Save())
	assert.True(t, open(t, root).Passed("01-race/new-name", "01-race/old-name"))
}

func TestStepsOfAnotherVersionStay(t *testing.T) {
	root := t.TempDir()
	name := filepath.Join(root, progress.Name)
	require.NoError(t, os.WriteFile(name, []byte(`{"version":1,"steps":{"09-later/x":{"passed":"2026-01-02T03:04:05Z"}}}`), 0o600))
	s := open(t, root)
	s.Pass(noon, "01-race/wait")
	require.NoError(t, s.Save())
	again := open(t, root)
	assert.True(t, again.Passed("09-later/x"))
	assert.True(t, again.Passed("01-race/wait"))
}

func TestABrokenFileIsKeptAside(t *testing.T) {
	for _, broken := range []string{"", "{", "null garbage", `{"version":7,"steps":{}}`, "\x00\x01"} {
		root := t.TempDir()
		name := filepath.Join(root, progress.Name)
		for range 2 { // the second one must not overwrite the first
			require.NoError(t, os.WriteFile(name, []byte(broken), 0o600))
			s := open(t, root)
			require.NotEmpty(t, s.Aside)
			kept, err := os.ReadFile(s.Aside)
			require.NoError(t, err)
			assert.Equal(t, broken, string(kept))
			assert.NoFileExists(t, name)
		}
		kept, err := filepath.Glob(name + ".broken-*")
		require.NoError(t, err)
		assert.Len(t, kept, 2)
	}
}

func TestAKillInTheMiddleOfAWriteLosesNothing(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	s.Pass(noon, "01-race/wait")
	require.NoError(t, s.Save())
	// what a killed write leaves is a file under another name
	require.NoError(t, os.WriteFile(filepath.Join(root, progress.Name+".new-123"), []byte(`{"vers`), 0o600))
	again := open(t, root)
	assert.Empty(t, again.Aside)
	assert.True(t, again.Passed("01-race/wait"))
}

func TestSaveFailsWithoutHarm(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	s.Pass(noon, "01-race/wait")
	require.NoError(t, s.Save())
	gone := filepath.Join(root, "gone")
	require.NoError(t, os.Mkdir(gone, 0o755))
	other := open(t, gone)
	require.NoError(t, os.Remove(gone))
	other.Pass(noon, "01-race/wait")
	assert.Error(t, other.Save())
}

func TestHintsAreCounted(t *testing.T) {
	root := t.TempDir()
	s := open(t, root)
	assert.Equal(t, 1, s.TakeHint("a/b"))
	assert.Equal(t, 2, s.TakeHint("a/b"))
	require.NoError(t, s.Save())
	assert.Equal(t, 2, open(t, root).Hints("a/b"))
}
