package blame

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"sharedmap-workshop/checker/internal/goout"
)

var (
	update  = flag.Bool("update", false, "write the findings to the samples' want.json")
	capture = flag.Bool("capture", false, "run the samples' programs again and write their output (slow)")
	only    = flag.String("only", "", "with -capture: run only the samples whose DIR/NAME contains this")
)

// A sample is a small program, the command that was run, its real output and the expected findings. The comment of its
// txtar has the lines
//
//	run: go test -race -timeout 2s .
//	kind: data-race
//	pattern: shared-map
//
// A comment that starts with `// bug` marks the source lines of the bug.
type sample struct {
	name    string
	archive *txtar.Archive
}

// samples returns the samples of testdata/DIR.
func samples(t testing.TB, dir string) []sample {
	files, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	require.NoError(t, err)
	var out []sample
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		require.NoError(t, err)
		out = append(out, sample{name: strings.TrimSuffix(filepath.Base(f), ".txtar"), archive: a})
	}
	return out
}

// directives returns the values of the comment's `key: value` lines.
func (s sample) directives(key string) []string {
	var out []string
	for l := range strings.Lines(string(s.archive.Comment)) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(l), key+": "); ok {
			out = append(out, v)
		}
	}
	return out
}

// file returns a file of the sample, or nil.
func (s sample) file(name string) []byte {
	for _, f := range s.archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// sources returns the program's files.
func (s sample) sources() fstest.MapFS {
	out := fstest.MapFS{}
	for _, f := range s.archive.Files {
		if f.Name != "output" && f.Name != "want.json" {
			out[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return out
}

// found returns the explained findings in an output.
func (s sample) found(t testing.TB, output []byte) []goout.Finding {
	out, err := goout.Read(bytes.NewReader(output))
	require.NoError(t, err)
	return ExplainAll(out, s.sources())
}

// bugLines returns the lines marked with `// bug`.
func (s sample) bugLines() []goout.Location {
	var out []goout.Location
	for name, f := range s.sources() {
		for i, l := range strings.Split(string(f.Data), "\n") {
			if strings.Contains(l, "// bug") {
				out = append(out, goout.Location{File: name, Line: i + 1})
			}
		}
	}
	return out
}

// set writes a file of the sample to disk.
func (s sample) set(t testing.TB, dir, name string, data []byte) {
	i := slices.IndexFunc(s.archive.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 {
		s.archive.Files = append(s.archive.Files, txtar.File{Name: name, Data: data})
	} else {
		s.archive.Files[i].Data = data
	}
	path := filepath.Join("testdata", dir, s.name+".txtar")
	require.NoError(t, os.WriteFile(path, txtar.Format(s.archive), 0o644))
}

// asJSON returns the findings as JSON.
func asJSON(t testing.TB, found []goout.Finding) string {
	b, err := json.MarshalIndent(found, "", "  ")
	require.NoError(t, err)
	return string(b) + "\n"
}
