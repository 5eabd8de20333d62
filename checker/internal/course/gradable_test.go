package course_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
)

func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []course.Refusal
	}{
		{"an honest file", "package main\n\nimport (\n\t\"context\"\n\t\"sync\"\n\tg \"golang.org/x/sync/errgroup\"\n)\n\n// go: a comment, no directive\nfunc f() {}\n", nil},
		{"unsafe", "package main\n\nimport \"unsafe\"\n", []course.Refusal{{course.WhyImport, 3, `"unsafe"`}}},
		{"cgo", "package main\n\nimport \"C\"\n", []course.Refusal{{course.WhyImport, 3, `"C"`}}},
		{"several", "package main\n\nimport (\n\t\"os\"\n\t\"net/http\"\n\t_ \"embed\"\n)\n", []course.Refusal{{course.WhyImport, 4, `"os"`}, {course.WhyImport, 5, `"net/http"`}, {course.WhyImport, 6, `"embed"`}}},
		{"a dot", "package main\n\nimport . \"runtime\"\n", []course.Refusal{{course.WhyDotImport, 3, `"runtime"`}}},
		{"norace", "package main\n\n//go:norace\nfunc f() {}\n", []course.Refusal{{course.WhyDirective, 3, "//go:norace"}}},
		{"a build tag", "//go:build race\r\n\r\npackage main\r\n", []course.Refusal{{course.WhyDirective, 1, "//go:build race"}}},
		{"an old build tag", "// +build race\n\npackage main\n", []course.Refusal{{course.WhyDirective, 1, "// +build race"}}},
		{"other lines", "package main\n\n//line other.go:7\nfunc f()\n", []course.Refusal{{course.WhyDirective, 3, "//line other.go:7"}, {course.WhyNoBody, 4, "f"}}},
		{"the race detector switched", "package main\n\nimport rt \"runtime\"\n\nfunc f() { rt.RaceDisable() }\n", []course.Refusal{{course.WhyRaceOff, 5, "rt.RaceDisable"}}},
		{"a name of their own", "package main\n\nfunc f() { runtime.RaceDisable() }\n", nil},
		{"a fault of syntax after it", "package main\n\nimport \"os\"\n\nfunc {\n", []course.Refusal{{course.WhyImport, 3, `"os"`}}},
		{"no Go at all", "\x00", nil},
	} {
		assert.Equal(t, c.want, course.Refusals([]byte(c.src)), c.name)
	}
}

// TestNoHonestAnswerIsRefused holds what is refused against every start, repair, solution and right answer that there is.
func TestNoHonestAnswerIsRefused(t *testing.T) {
	c, err := course.Published()
	require.NoError(t, err)
	n := 0
	check := func(name string) {
		src, err := os.ReadFile(name)
		require.NoError(t, err)
		assert.Empty(t, course.Refusals(src), name)
		n++
	}
	for _, l := range c.Lessons {
		check(filepath.Join("../../..", l.Path()))
		check(filepath.Join("../../..", l.Solution()))
	}
	require.NoError(t, filepath.WalkDir("../verify/testdata", func(p string, d fs.DirEntry, err error) error {
		slashed := filepath.ToSlash(p)
		if err == nil && strings.HasSuffix(p, ".go") && (strings.Contains(slashed, "/right/") || strings.Contains(slashed, "/repairs/")) {
			check(p)
		}
		return err
	}))
	require.Greater(t, n, 50, "too few were seen")
}
