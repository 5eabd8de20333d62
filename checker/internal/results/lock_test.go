package results_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
)

// Two gradings into one folder would mix their lines. A report only reads, and may do so at any time.
func TestOnlyOneProcessWrites(t *testing.T) {
	name := filepath.Join(t.TempDir(), results.FileName)
	first, _, err := results.Open(name)
	require.NoError(t, err)
	require.NoError(t, first.Append(results.Student{Student: "s1"}))
	_, _, err = results.Open(name)
	require.ErrorIs(t, err, results.ErrLocked)
	f, err := os.Open(name)
	require.NoError(t, err)
	defer f.Close()
	all, err := results.Read(f)
	require.NoError(t, err)
	assert.Len(t, all, 1)
	require.NoError(t, first.Close())
	second, all, err := results.Open(name)
	require.NoError(t, err, "the lock ends with the file")
	assert.Len(t, all, 1)
	require.NoError(t, second.Close())
}
