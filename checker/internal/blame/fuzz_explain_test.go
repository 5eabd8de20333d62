package blame

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/goout"
)

// FuzzExplain checks that ExplainAll returns without a panic for any source, and that every finding is at a line of the output.
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
			requirePrinted(t, output, e.File, e.Line)
		}
	})
}

// requirePrinted requires that the file and the line are in the output, as plain text or in JSON.
func requirePrinted(t *testing.T, output []byte, file string, line int) {
	t.Helper()
	if file == "" || strings.ContainsFunc(file, func(r rune) bool { return r < ' ' || r > '~' }) {
		return // JSON spells such a name differently
	}
	unquoted := strings.NewReplacer(`\t`, "\t", `\n`, "\n", `\\`, `\`, `\"`, `"`, `\u003c`, "<", `\u003e`, ">").Replace(string(output))
	text := goout.StripEscapes(string(output)) + goout.StripEscapes(unquoted)
	require.Contains(t, text, file)
	require.Contains(t, text, strconv.Itoa(line))
}
