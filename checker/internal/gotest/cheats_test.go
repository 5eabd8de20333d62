//go:build unix

package gotest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/slots"
)

// cheatLesson is a lesson with one step. The student's file is wrong and passes only if it cheats.
var cheatLesson = map[string]string{
	"go.mod": "module sharedmap-workshop\n\ngo 1.26\n",
	"go.sum": "",
	"lessons/01-cheat/lesson.toml": `file = "work.go"
minutes = 1
title = { en = "t", ko = "t" }
goal = { en = "g", ko = "g" }
[[step]]
id = "one"
test = "TestOne"
points = 1
title = { en = "t", ko = "t" }
proves = { en = "p", ko = "p" }
why = { en = "w", ko = "w" }
hint = [ { en = "1", ko = "1" }, { en = "2", ko = "2" }, { en = "3", ko = "3" } ]
`,
	"lessons/01-cheat/main.go": "package main\n\nfunc main() {}\n",
	"lessons/01-cheat/one_test.go": `package main

import (
	"testing"
	"time"

	"sharedmap-workshop/checker/testrecord"
)

func TestOne(t *testing.T) {
	testrecord.Begin(t)
	time.Sleep(50 * time.Millisecond)
	if One() != 1 {
		testrecord.Fail(t, testrecord.Failure{Rule: "one", Expected: "One returns 1"})
	}
}
`,
	"lessons/01-cheat/work.go": "package main\n\nfunc One() int { return 7 }\n",
}

// cheats are the beginnings of files that try to pass although One is wrong. The checker refuses to build most of them. The test builds
// them all, to show that the cheats have no effect.
var cheats = []struct{ name, code string }{
	{"exits in init", `import "os"
func init() { os.Exit(0) }`},
	{"exits in a variable", `import "os"
var _ = func() int { os.Exit(0); return 0 }()`},
	{"exits during the test", `import ("os"; "time")
func init() { go func() { time.Sleep(20 * time.Millisecond); os.Exit(0) }() }`},
	{"runs no test by its arguments", `import "os"
func init() { os.Args = []string{os.Args[0], "-test.run=^$"} }`},
	{"runs no test by a flag", `import ("flag"; "time")
func init() { go func() { for range 1000 { flag.Set("test.run", "^$"); time.Sleep(10 * time.Microsecond) } }() }`},
	{"guesses on the link", "import (\"fmt\"; \"os\")\nfunc init() {\n\tfor fd := uintptr(3); fd < 20; fd++ {\n\t\tfmt.Fprintln(os.NewFile(fd, \"x\"), `{\"secret\":\"\",\"kind\":\"begin\",\"data\":\"TestOne\"}`)\n\t}\n\tos.Exit(0)\n}"},
	{"closes every descriptor", `import "os"
func init() { for fd := uintptr(0); fd < 20; fd++ { os.NewFile(fd, "x").Close() } }`},
	{"replays what it finds in its environment and on standard input", `import ("fmt"; "io"; "os")
func init() {
	in, _ := io.ReadAll(os.Stdin)
	env, _ := os.ReadFile("/proc/self/environ")
	link := os.NewFile(3, "link")
	link.Write(in)
	link.Write(env)
	fmt.Fprintln(link, os.Environ(), os.Args)
	os.Exit(0)
}`},
	{"writes files that look like a verdict", `import ("os"; "path/filepath")
func init() {
	for _, dir := range []string{".", os.TempDir()} {
		names, _ := filepath.Glob(filepath.Join(dir, "*", "step-*"))
		for _, n := range names { os.WriteFile(filepath.Join(n, "verdict"), []byte("TestOne 0"), 0o600) }
	}
	os.Exit(0)
}`},
	{"panics with nothing in init", `func init() { defer func() { recover() }(); panic("x") }`},
	{"ends init's goroutine", `import "runtime"
func init() { runtime.Goexit() }`},
	{"recovers for the test", `import "testing"
func init() { _ = testing.Testing() }`},
}

func TestCheatsAreNotGreen(t *testing.T) {
	for _, c := range cheats {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := runCheat(t, "package main\n"+c.code+"\nfunc One() int { return 7 }\n")
			assert.False(t, r.Report.Passed() && r.ExitCode == 0 && !r.Raced, "%+v\n%s", r.Report, r.Output)
		})
	}
}

func TestAnHonestAnswerIsGreen(t *testing.T) {
	r := runCheat(t, "package main\n\nfunc One() int { return 1 }\n")
	assert.True(t, r.Report.Passed(), "%+v\n%s", r.Report, r.Output)
}

// TestAKilledRunIsRepeated checks that a run that was ended from outside is repeated. The file kills its own process in the first
// run.
func TestAKilledRunIsRepeated(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "killed")
	b, source := cheatBuilder(t, fmt.Sprintf(`package main

import ("os"; "syscall")

func One() int {
	if _, err := os.Stat(%q); err != nil {
		os.WriteFile(%[1]q, nil, 0o600)
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	return 1
}
`, mark))
	bin, failure, err := b.compile(t.Context(), source)
	require.NoError(t, err)
	require.Nil(t, failure)
	events := make(chan Event, 16)
	r := &runner{b, events, slots.New(2)}
	w := Work{Source: source, Steps: source.Lesson.Steps}
	res := w.emptyResult()
	require.NoError(t, r.runBoth(t.Context(), w, bin, &res, nil))
	assert.FileExists(t, mark)
	assert.True(t, res.Steps[0].Report.Passed(), "%+v", res.Steps[0])
}

// runCheat builds work as the student's file, even if it would be refused, and runs the step.
func runCheat(t *testing.T, work string) StepResult {
	t.Helper()
	b, source := cheatBuilder(t, work)
	bin, failure, err := b.compile(t.Context(), source)
	require.NoError(t, err)
	if failure != nil {
		t.Fatalf("%s", failure.Output)
	}
	r, err := bin.Run(t.Context(), source.Lesson.Steps[0])
	require.NoError(t, err)
	return r
}

// cheatBuilder returns a builder for a tree with the lesson, and a source with work as the student's file.
func cheatBuilder(t *testing.T, work string) (*Builder, Source) {
	t.Helper()
	originals := fstest.MapFS{}
	root := t.TempDir()
	WriteJudging(t, root)
	for name, text := range cheatLesson {
		originals[name] = &fstest.MapFile{Data: []byte(text)}
		p := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
		require.NoError(t, os.WriteFile(p, []byte(text), 0o600))
	}
	c, err := course.Open(originals)
	require.NoError(t, err)
	b, err := NewBuilder(root, c)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, b.Close()) })
	file, err := b.Write("work.go", []byte(work))
	require.NoError(t, err)
	return b, Source{Lesson: c.Lessons[0], File: file}
}
