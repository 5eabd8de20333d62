package course_test

import (
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

// builds reports whether the go command would build a file with this text, as package go/build decides it.
func builds(t *testing.T, src string) bool {
	t.Helper()
	ctx := build.Default
	ctx.OpenFile = func(string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(src)), nil }
	ok, err := ctx.MatchFile("/", "work.go")
	return ok && err == nil
}

// What keeps the go command from building a file is refused, however the line is written.
func TestBuildConstraintsAreRefused(t *testing.T) {
	spaces := []string{"", " ", "  ", "\t", " \t ", "\v", "\f", "\r", "\u0085", "\u00a0", "\u2003", "\u2028", "\u3000"}
	ends := []string{"\n", "\r\n", "\v\n", "\t\n"}
	heads := []string{"", "\ufeff", "// a comment\n", "\n", " \t", "/* a */\n", "/* a\n*/ ", "// a\r"}
	excluded := 0
	for _, sign := range []string{"+build", "go:build"} {
		for _, before := range spaces {
			for _, after := range spaces {
				for _, end := range ends {
					for _, head := range heads {
						src := head + "//" + before + sign + after + "ignore" + end + "\npackage main\n\nfunc f() {}\n"
						if _, err := parser.ParseFile(token.NewFileSet(), "", src, parser.ParseComments); err != nil || builds(t, src) {
							continue
						}
						excluded++
						require.NotNil(t, course.FirstVoiding(course.Refusals([]byte(src))), "%q", src)
					}
				}
			}
		}
	}
	assert.Greater(t, excluded, 500, "the go command leaves such files out")
}

// A file's head as the go command reads it ends at the first line that is no comment, so a text further down changes nothing there; it is refused
// all the same, for nobody has to know where the head ends.
func TestDirectives(t *testing.T) {
	for text, want := range map[string]bool{
		"//\t+build race":              true,
		"//+build race":                true,
		"//\u00a0+build race":          true,
		"//go:build race":              true,
		"//go:norace":                  true,
		"//go:linkname f g":            true,
		"//line other.go:7":            true,
		"/*line other.go:7*/":          true,
		"//export f":                   true,
		"// go:build race":             false,
		"// we add +build here":        false,
		"// build + run":               false,
		"/*\n// +build race\n*/":       false,
		"// line 7 says go: wait":      false,
		"//\t\tgo on until +builders":  false,
		"// export and import of data": false,
	} {
		for _, src := range []string{text + "\n\npackage main\n", "package main\n\nfunc f() {\n" + text + "\n}\n"} {
			assert.Equal(t, want, len(course.Refusals([]byte(src))) > 0, "%q", src)
		}
	}
}
