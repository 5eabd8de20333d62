// Package golden compares what tests find with a file of expected texts.
//
// A golden file holds one text for each case, in the order of the cases' names:
//
//	# TestDoubleLock
//	leak
//		b.mu.Lock()
//
// RENEW=1 in the environment writes what is found into the file instead, and `git diff` shows what has changed:
//
//	RENEW=1 go test ./checker/internal/instrument -run TestKernels; git diff checker/internal/instrument/testdata
package golden

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A line of a text that looks like the title of a case is written with a backslash before it.
var (
	titleLike    = regexp.MustCompile(`(?m)^\\*# `)
	titleEscaped = regexp.MustCompile(`(?m)^\\(\\*# )`)
)

// File is a golden file that a test compares with.
type File struct {
	name  string
	want  map[string]string
	found map[string]string
}

// Open reads the golden file. When the test ends, its cases that were not compared fail the test, so that no expectation is left behind. Such a
// check is not made where the test fails anyway, or runs some of its cases only.
func Open(t *testing.T, name string) *File {
	t.Helper()
	f := &File{name, map[string]string{}, map[string]string{}}
	b, err := os.ReadFile(name)
	if !errors.Is(err, fs.ErrNotExist) {
		require.NoError(t, err)
	}
	for part := range strings.SplitSeq("\n"+string(b), "\n# ") {
		if title, text, ok := strings.Cut(part, "\n"); ok && title != "" {
			f.want[title] = strings.TrimRight(titleEscaped.ReplaceAllString(text, "$1"), "\n")
		}
	}
	t.Cleanup(func() { f.close(t) })
	return f
}

// Equal compares a case's text with the expected one.
func (f *File) Equal(t *testing.T, name, text string) {
	t.Helper()
	f.found[name] = strings.TrimRight(text, "\n")
	if renewing() {
		return
	}
	want, ok := f.want[name]
	if assert.True(t, ok, "%s has no case %s. With RENEW=1 in the environment the test writes it.", f.name, name) {
		assert.Equal(t, want, f.found[name], "%s differs. With RENEW=1 in the environment the test writes what it found; then look at git diff.", f.name)
	}
}

func renewing() bool { return os.Getenv("RENEW") != "" }

func (f *File) close(t *testing.T) {
	if renewing() {
		require.NoError(t, os.WriteFile(f.name, f.text(), 0o644))
		return
	}
	if t.Failed() || partOfATest() {
		return
	}
	for name := range f.want {
		assert.Contains(t, f.found, name, "%s has a case that no test has", f.name)
	}
}

// partOfATest reports whether -run selects subtests.
func partOfATest() bool {
	return slices.ContainsFunc(os.Args, func(arg string) bool { return strings.HasPrefix(arg, "-test.run=") && strings.Contains(arg, "/") })
}

// text returns the file's new content: the cases that were found, and those that were not run.
func (f *File) text() []byte {
	all := map[string]string{}
	if partOfATest() {
		maps.Copy(all, f.want)
	}
	maps.Copy(all, f.found)
	var b strings.Builder
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("# " + name + "\n" + titleLike.ReplaceAllString(all[name], `\$0`) + "\n")
	}
	return []byte(b.String())
}
