package goout

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// TestWrappers checks the findings in logs of forms that no other log wraps: objects and documents with a field for each line, lines
// in parts, and a copied window.
func TestWrappers(t *testing.T) {
	files, err := filepath.Glob("testdata/wrappers/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		require.NoError(t, err)
		require.Len(t, a.Files, 2, name)
		found := read(t, a.Files[0].Data)
		assert.Equal(t, string(a.Files[1].Data), summary(found), name)
		assert.Equal(t, "panic: runtime error: index out of range [4] with length 4", found[0].Message, name)
	}
}
