package gotest

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// WriteSupport puts the packages that judge into a tree of a test's own: vet wants to stand in the folder of each package, which an
// overlay does not make.
func WriteSupport(t *testing.T, root string) {
	t.Helper()
	for dir, source := range support {
		require.NoError(t, fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || filepath.Base(name) == "embed.go" {
				return err
			}
			text, err := fs.ReadFile(source, name)
			require.NoError(t, err)
			to := filepath.Join(root, filepath.FromSlash(dir), filepath.FromSlash(name))
			require.NoError(t, os.MkdirAll(filepath.Dir(to), 0o755))
			return os.WriteFile(to, text, 0o600)
		}))
	}
}
