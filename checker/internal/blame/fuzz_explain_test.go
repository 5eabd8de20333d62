package blame

import (
	"bytes"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// FuzzExplain: whatever the source is, Explain ends, does not panic, and keeps the finding's kind and lines of the output.
func FuzzExplain(f *testing.F) {
	for _, dir := range []string{"output", "kernels"} {
		for _, s := range samples(f, dir) {
			for _, name := range []string{"main.go", "kernel_test.go", "box.go"} {
				if src := s.file(name); src != nil {
					f.Add(name, src, s.file("output"))
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, name string, src, output []byte) {
		found, err := goout.Read(bytes.NewReader(output))
		require.NoError(t, err)
		for i, e := range ExplainAll(found, fstest.MapFS{name: &fstest.MapFile{Data: src}}) {
			if len(found) == i {
				break
			}
			requireNothingInvented(t, output, []goout.Finding{{File: e.File, Line: e.Line}})
		}
	})
}
