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

// TestWindowsCaptures: what Go really prints on Windows is found as on Linux: the same kinds and patterns, at the same lines.
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

// gist is what findings say but for what differs from one run of the same program to the next: numbers of goroutines, who came first.
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

// place names a line by its file's last word: the folders before it are the machine's.
func place(file string, line int) string {
	return fmt.Sprintf("%s:%d", file[strings.LastIndexAny(file, `/\`)+1:], line)
}
