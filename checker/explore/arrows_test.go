package explore_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const home = "sharedmap-workshop/checker/explore"

// arrows are the packages of the explorer that each of them may import.
var arrows = map[string][]string{
	".":             {"cputime", "link", "rt", "strategy"},
	"cputime":       {},
	"history":       {".", "rt"},
	"link":          {"cputime"},
	"internal":      {"rt", "strategy"},
	"rt":            {"strategy"},
	"strategy":      {},
	"shim":          {"rt"},
	"shim/synctest": {".", "rt"}, // its Test takes an explore.T
}

// TestArrows holds which package of the explorer imports which: strategy knows nothing of the mechanism, and the mechanism nothing of the search.
func TestArrows(t *testing.T) {
	seen := 0
	require.NoError(t, fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		seen++
		src, err := os.ReadFile(file)
		require.NoError(t, err)
		parsed, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
		require.NoError(t, err)
		for _, im := range parsed.Imports {
			name, err := strconv.Unquote(im.Path.Value)
			require.NoError(t, err)
			if to, ours := strings.CutPrefix(name, home); ours {
				to = path.Clean(strings.TrimPrefix(to, "/"))
				assert.True(t, slices.Contains(allowed(path.Dir(file)), to), "%s imports %s", file, name)
			} else {
				assert.False(t, strings.HasPrefix(name, "sharedmap-workshop/"), "%s imports %s", file, name)
			}
		}
		return nil
	}))
	assert.Greater(t, seen, 80, "too few files were seen")
}

// allowed returns what a package may import.
func allowed(pkg string) []string {
	if list, ok := arrows[pkg]; ok {
		return list
	}
	return arrows[path.Dir(pkg)]
}
