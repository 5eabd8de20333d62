package blame

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// TestSamples compares the findings in every captured output with want.json, and their kinds with the kinds that the
// sample names.
func TestSamples(t *testing.T) {
	for _, s := range samples(t, "output") {
		t.Run(s.name, func(t *testing.T) {
			output := s.file("output")
			require.NotEmpty(t, output, "not captured yet")
			found := s.found(t, output)
			assert.Equal(t, s.directives("kind"), kinds(found))
			s.golden(t, "output", found)
		})
	}
}

// golden compares the findings with want.json, or writes it if -update is set.
func (s sample) golden(t *testing.T, dir string, found []goout.Finding) {
	if *update {
		s.set(t, dir, "want.json", []byte(asJSON(t, found)))
		return
	}
	assert.Equal(t, string(s.file("want.json")), asJSON(t, found))
}

// kinds returns the findings' kinds.
func kinds(found []goout.Finding) []string {
	var out []string
	for _, f := range found {
		out = append(out, string(f.Kind))
	}
	return out
}

// TestKernels checks for each small program after a published bug that a finding has the kind, the pattern and a line of
// the bug.
func TestKernels(t *testing.T) {
	for _, s := range samples(t, "kernels") {
		t.Run(s.name, func(t *testing.T) {
			output := s.file("output")
			require.NotEmpty(t, output, "not captured yet")
			found := s.found(t, output)
			require.Len(t, s.directives("kind"), 1)
			require.NotEmpty(t, found)
			assert.True(t, s.isFound(found), "%s", asJSON(t, found))
			s.golden(t, "kernels", found)
		})
	}
}

// isFound reports whether one of the findings is the expected one.
func (s sample) isFound(found []goout.Finding) bool {
	want := strings.Join(s.directives("pattern"), "")
	for _, f := range found {
		if string(f.Kind) == s.directives("kind")[0] && string(f.Pattern) == want && s.atBug(f) {
			return true
		}
	}
	return false
}

// atBug reports whether the finding is at a line of the bug.
func (s sample) atBug(f goout.Finding) bool {
	for _, l := range s.bugLines() {
		if f.Line == l.Line && strings.HasSuffix("/"+goout.Slashed(f.File), "/"+l.File) {
			return true
		}
	}
	return false
}
