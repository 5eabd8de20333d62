package goout

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
)

// A sample is the real output of a small program, and the kinds of the findings in it. The samples belong to package blame, which
// also has the programs' sources.
type sample struct {
	name   string
	output []byte
	kinds  []string // the `kind:` lines of the sample's comment
}

// samples returns the samples of a folder of blame's test data: "output" or "kernels".
func samples(t testing.TB, dir string) []sample {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "blame", "testdata", dir, "*.txtar"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	out := make([]sample, len(files))
	for i, f := range files {
		a, err := txtar.ParseFile(f)
		require.NoError(t, err)
		s := sample{name: strings.TrimSuffix(filepath.Base(f), ".txtar")}
		for l := range strings.Lines(string(a.Comment)) {
			if kind, ok := strings.CutPrefix(strings.TrimSpace(l), "kind: "); ok {
				s.kinds = append(s.kinds, kind)
			}
		}
		for _, f := range a.Files {
			if f.Name == "output" {
				s.output = f.Data
			}
		}
		require.NotEmpty(t, s.output, s.name)
		out[i] = s
	}
	return out
}

// read returns the findings in an output.
func read[T string | []byte](t testing.TB, output T) []Finding {
	t.Helper()
	found, err := Read(strings.NewReader(string(output)))
	require.NoError(t, err)
	return found
}

// TestKindsOfSamples checks the kinds of the findings, except assertions: whether a line of a failed test's log is an assertion can
// be seen only in the sources, which package blame has.
func TestKindsOfSamples(t *testing.T) {
	for _, s := range samples(t, "output") {
		var got []string
		for _, f := range read(t, s.output) {
			got = append(got, string(f.Kind))
		}
		isAssertion := func(kind string) bool { return kind == string(KindAssertion) }
		assert.Equal(t, slices.DeleteFunc(s.kinds, isAssertion), slices.DeleteFunc(got, isAssertion), s.name)
	}
}
