package course_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

// A build takes the original module files where those of the repo differ, so they must name every module that the checker needs.
func TestTheOriginalModuleFilesAreThoseOfTheRepo(t *testing.T) {
	published, err := course.Published()
	require.NoError(t, err)
	mod, sum, err := published.Module()
	require.NoError(t, err)
	for name, original := range map[string][]byte{"go.mod": mod, "go.sum": sum} {
		own, err := os.ReadFile(filepath.Join("..", "..", "..", name))
		require.NoError(t, err)
		assert.Equal(t, string(own), string(original), "copy %s to checker/internal/course/testdata/originals/%s.original", name, name)
	}
}
