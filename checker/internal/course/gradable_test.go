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
		{"unsafe", "package main\n\nimport \"unsafe\"\n", []course.Refusal{{course.WhyReach, 3, `"unsafe"`, true}}},
		{"cgo", "package main\n\nimport \"C\"\n", []course.Refusal{{course.WhyReach, 3, `"C"`, true}}},
		{"several", "package main\n\nimport (\n\t\"os\"\n\t\"net/http\"\n\t_ \"embed\"\n)\n", []course.Refusal{{course.WhyImport, 4, `"os"`, false}, {course.WhyReach, 5, `"net/http"`, true}, {course.WhyImport, 6, `"embed"`, false}}},
		{"a dot", "package main\n\nimport . \"runtime\"\n", []course.Refusal{{course.WhyDotImport, 3, `"runtime"`, true}}},
		{"norace", "package main\n\n//go:norace\nfunc f() {}\n", []course.Refusal{{course.WhyDirective, 3, "//go:norace", true}}},
		{"a build tag", "//go:build race\r\n\r\npackage main\r\n", []course.Refusal{{course.WhyDirective, 1, "//go:build race", true}}},
		{"an old build tag", "// +build race\n\npackage main\n", []course.Refusal{{course.WhyDirective, 1, "// +build race", true}}},
		{"other lines", "package main\n\n//line other.go:7\nfunc f()\n", []course.Refusal{{course.WhyDirective, 3, "//line other.go:7", true}, {course.WhyNoBody, 4, "f", true}}},
		{"the race detector switched", "package main\n\nimport rt \"runtime\"\n\nfunc f() { rt.RaceDisable() }\n", []course.Refusal{{course.WhyRaceOff, 5, "rt.RaceDisable", true}}},
		{"a name of their own", "package main\n\nfunc f() { runtime.RaceDisable() }\n", nil},
		{"a fault of syntax after it", "package main\n\nimport \"os\"\n\nfunc {\n", []course.Refusal{{course.WhyImport, 3, `"os"`, false}}},
		{"a directive that changes nothing", "package main\n\n//go:generate stringer\n", []course.Refusal{{course.WhyDirective, 3, "//go:generate stringer", false}}},
		{"a name of the tests, declared", "package main\n\nvar testResult = 1\n\nfunc TestMain() {}\n", []course.Refusal{{course.WhyTestName, 3, "testResult", true}, {course.WhyTestName, 5, "TestMain", true}}},
		{"a name of Go's own, for the package", "package main\n\nconst true, some = 0 == 1, 1\n\nfunc max(a, b int) int { return a }\n\ntype any struct{}\n", []course.Refusal{{course.WhyGoName, 3, "true", true}, {course.WhyGoName, 5, "max", true}, {course.WhyGoName, 7, "any", true}}},
		{"a name of Go's own, inside", "package main\n\ntype t struct{ len int }\n\nfunc (t) max(new int) int { min := new; return min }\n", nil},
		{"a name of the tests, used", "package main\n\nvar tested, testing = 1, 2\n\nfunc f(test int) int { return test + testSize }\n", []course.Refusal{{course.WhyTestName, 5, "testSize", true}}},
		{"the stack", "package main\n\nimport \"runtime\"\n\nfunc f(b []byte) { runtime.Stack(b, true); runtime.Gosched() }\n", []course.Refusal{{course.WhyWatches, 5, "runtime.Stack", true}}},
		{"the stack by the log", "package main\n\nimport \"log\"\n\nfunc f() { log.SetFlags(16); log.Println() }\n", []course.Refusal{{course.WhyWatches, 5, "log.SetFlags", true}}},
		{"memory", "package main\n\nimport \"reflect\"\n\nfunc f(x any) { _ = reflect.ValueOf(x).UnsafePointer() }\n", []course.Refusal{{course.WhyReach, 5, "UnsafePointer", true}}},
		{"memory by a method's name", "package main\n\nimport \"reflect\"\n\nfunc f(x any) { reflect.ValueOf(x).MethodByName(\"Unsafe\" + \"Pointer\") }\n", []course.Refusal{{course.WhyReach, 5, "MethodByName", true}}},
		{"a select over channels", "package main\n\nimport \"reflect\"\n\nfunc f(c chan int) { reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)}}) }\n", nil},
		{"the process", "package main\n\nimport \"os\"\n\nfunc init() { os.Args = nil }\n", []course.Refusal{{course.WhyImport, 3, `"os"`, false}, {course.WhyReach, 5, "os.Args", true}}},
		{"a look at what goes on", "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc f() { fmt.Fprintln(os.Stderr) }\n", []course.Refusal{{course.WhyImport, 5, `"os"`, false}, {course.WhyImport, 8, "os.Stderr", false}}},
		{"a variable of that name", "package main\n\nimport \"runtime\"\n\nfunc f(runtime struct{ Stack int }) int { return runtime.Stack }\n", nil},
		{"how many processors", "package main\n\nimport \"runtime\"\n\nfunc f() int { runtime.GOMAXPROCS(1); return runtime.GOMAXPROCS(0) }\n", []course.Refusal{{course.WhyReach, 5, "runtime.GOMAXPROCS", true}}},
		{"how many processors, in other words", "package main\n\nimport r \"runtime\"\n\nfunc f() {\n\tg := r.GOMAXPROCS\n\tg(1)\n\t(r.GOMAXPROCS)(1)\n}\n", []course.Refusal{{course.WhyReach, 6, "r.GOMAXPROCS", true}, {course.WhyReach, 8, "r.GOMAXPROCS", true}}},
		{"variables of other packages", "package main\n\nimport (\n\t\"io\"\n\t\"time\"\n)\n\nfunc f(io2 struct{ EOF int }) {\n\tio.EOF = nil\n\t(io.EOF) = nil\n\t*time.UTC = *time.Local\n\tfor _, io.EOF = range []error{nil} {\n\t}\n\t_ = &io.EOF\n\tio2.EOF++\n\t_ = &time.Location{}\n\t_ = io.EOF == nil\n}\n", []course.Refusal{{course.WhyReach, 9, "io.EOF =", true}, {course.WhyReach, 10, "io.EOF =", true}, {course.WhyReach, 11, "time.UTC =", true}, {course.WhyReach, 12, "io.EOF =", true}, {course.WhyReach, 14, "io.EOF =", true}}},
		{"more blocks than the parser resolves", "package main\n\nimport \"unsafe\"\n\nfunc f() {" + strings.Repeat("{", 1100) + strings.Repeat("}", 1100) + "}\n", []course.Refusal{{course.WhyReach, 3, `"unsafe"`, true}}},
		{"our own packages", "package main\n\nimport _ \"sharedmap-workshop/checker/testrecord\"\n", []course.Refusal{{course.WhyReach, 3, `"sharedmap-workshop/checker/testrecord"`, true}}},
		{"no Go at all", "\x00", nil},
	} {
		assert.Equal(t, c.want, course.Refusals([]byte(c.src)), c.name)
	}
}

func TestALessonNarrowsTheImports(t *testing.T) {
	src := []byte("package main\n\nimport (\n\t\"sync\"\n\t\"time\"\n\t\"unsafe\"\n)\n")
	assert.Len(t, course.Lesson{}.Refusals(src), 1)
	assert.Equal(t, []course.Refusal{{course.WhyImport, 5, `"time"`, false}, {course.WhyReach, 6, `"unsafe"`, true}}, course.Lesson{Imports: []string{"sync"}}.Refusals(src))
	assert.Len(t, course.Lesson{Imports: []string{}}.Refusals(src), 3, "none at all")
}

// TestNoHonestAnswerIsRefused checks that no start, repair, solution or right answer is refused.
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
	require.Greater(t, n, 50, "too few files were checked")
}
