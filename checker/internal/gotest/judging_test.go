package gotest

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// WriteJudging writes the packages that judge into a test's tree. The overlay is not enough, because vet changes into the folder of each
// package.
func WriteJudging(t *testing.T, root string) {
	t.Helper()
	for dir, source := range judgingPackages {
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
