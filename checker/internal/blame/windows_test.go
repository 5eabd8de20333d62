package blame

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// TestWindowsCaptures checks that the real outputs of Windows give the same kinds, patterns and lines as those of Linux.
func TestWindowsCaptures(t *testing.T) {
	files, err := filepath.Glob("testdata/windows/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	linux := map[string]sample{}
	for _, s := range samples(t, "output") {
		linux[s.name] = s
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txt")
		t.Run(name, func(t *testing.T) {
			s, ok := linux[name]
			require.True(t, ok, "no sample of this name")
			output, err := os.ReadFile(f)
			require.NoError(t, err)
			assert.Equal(t, gist(s.found(t, s.file("output"))), gist(s.found(t, output)))
		})
	}
}

// gist returns what the findings of two runs of a program have in common. The numbers of goroutines and their order
// differ.
func gist(found []goout.Finding) []string {
	var out []string
	for _, f := range found {
		lines := []string{place(f.File, f.Line)}
		for _, a := range f.Accesses {
			lines = append(lines, place(a.File, a.Line))
		}
		for _, g := range f.Goroutines {
			lines = append(lines, place(g.File, g.Line))
		}
		slices.Sort(lines)
		out = append(out, fmt.Sprintln(f.Kind, f.Pattern, f.Test, slices.Compact(lines)))
	}
	slices.Sort(out)
	return out
}

// place names a line by the file's base name, because the folders differ.
func place(file string, line int) string {
	return fmt.Sprintf("%s:%d", file[strings.LastIndexAny(file, `/\`)+1:], line)
}
