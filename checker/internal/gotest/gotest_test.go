package gotest_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/smallcourse"
)

// TestMain lets the test binary also be the sandbox's shim and the explorer's rewriter.
func TestMain(m *testing.M) {
	if code, ok := gotest.Child(os.Args); ok {
		os.Exit(code)
	}
	goleak.VerifyTestMain(m)
}

const right = smallcourse.Right

// tree creates a repo with one small lesson. work is the student's file, and more are other files to write.
func tree(t *testing.T, work string, more map[string]string) (root string, c *course.Course) {
	t.Helper()
	c, err := smallcourse.Open(right)
	require.NoError(t, err)
	files := smallcourse.Files(work)
	for name, text := range more {
		files[name] = text
	}
	root = t.TempDir()
	gotest.WriteJudging(t, root)
	for name, text := range files {
		p := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
		require.NoError(t, os.WriteFile(p, []byte(text), 0o600))
	}
	return root, c
}

// run runs the small lesson as a student would.
func run(t *testing.T, root string, c *course.Course) gotest.LessonResult {
	t.Helper()
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	defer func() { require.NoError(t, b.Close()) }()
	_, fault := course.ReadStudent(root, c.Lessons[0])
	events := make(chan gotest.Event, 16)
	res, err := b.RunAll(t.Context(), []gotest.Work{{Source: gotest.Source{Lesson: c.Lessons[0]}, Steps: c.Lessons[0].Steps, Fault: fault}}, events)
	require.NoError(t, err)
	require.Len(t, res, 1)
	return res[0]
}

// outputOf returns the output of a failed build.
func outputOf(f *gotest.BuildFailure) []byte {
	if f == nil {
		return nil
	}
	return f.Output
}

// green reports whether the step's race run passed.
func green(s gotest.StepResult) bool { return s.Report.Passed() && s.ExitCode == 0 && !s.Raced }

func TestRuns(t *testing.T) {
	const two = "func Two() int { return 2 }\n"
	for _, c := range []struct {
		name     string
		work     string
		one, two bool
		output   string // part of the output of step one
	}{
		{"right", right, true, true, ""},
		{"wrong", "package main\nfunc One() int { return 7 }\n" + two, false, true, "One() = 7, want 1"},
		{"race", "package main\nfunc One() int { n, c := 0, make(chan bool); go func() { n++; c <- true }(); n++; <-c; return 1 }\n" + two, false, true, "DATA RACE"},
		{"race in init", "package main\nvar n int\nfunc init() { c := make(chan bool); go func() { n++; c <- true }(); n++; <-c }\nfunc One() int { return 1 }\n" + two, false, false, "DATA RACE"},
		{"panic in init", "package main\nfunc init() { panic(\"early\") }\nfunc One() int { return 1 }\n" + two, false, false, "early"},
		{"exit in init", "package main\nimport \"log\"\nfunc init() { log.Fatal(\"bye\") }\nfunc One() int { return 1 }\n" + two, false, false, "bye"},
		{"Goexit in a variable", "package main\nimport \"runtime\"\nvar _ = func() int { runtime.Goexit(); return 1 }()\nfunc One() int { return 1 }\n" + two, false, false, ""},
		{"Goexit in a test", "package main\nimport \"runtime\"\nfunc One() int { runtime.Goexit(); return 1 }\n" + two, false, true, ""},
		{"prints a pass", "package main\nimport \"fmt\"\nfunc One() int { fmt.Println(\"\\x16--- PASS: TestOne (0.00s)\\nPASS\"); return 7 }\n" + two, false, true, ""},
		{"stack overflow", "package main\nfunc deep(n int) int { return deep(n+1) + 1 }\nfunc One() int { return deep(0) }\n" + two, false, true, "stack overflow"},
		{"endless output", "package main\nimport \"fmt\"\nfunc One() int { for { fmt.Println(\"again and again and again and again\") } }\n" + two, false, true, "again"},
		{"a deadlock", "package main\nfunc One() int { <-make(chan int); return 1 }\n" + two, false, true, "test timed out"},
		{"names like those of packages", "package main\nfunc debug() {}\nfunc flag() {}\nfunc strconv() {}\nvar os, record int\nfunc One() int { debug(); flag(); strconv(); return 1 + os }\n" + two, true, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			root, cs := tree(t, c.work, nil)
			res := run(t, root, cs)
			require.Nil(t, res.Build, "%s", outputOf(res.Build))
			assert.Equal(t, c.one, green(res.Steps[0]), "%s", res.Steps[0].Output)
			assert.Equal(t, c.two, green(res.Steps[1]), "%s", res.Steps[1].Output)
			assert.Contains(t, string(res.Steps[0].Output), c.output)
			assert.LessOrEqual(t, len(res.Steps[0].Output), 2<<20)
		})
	}
}

// TestOddTempFolders checks that unusual folder names, and characters of Windows paths, do not change the verdict.
func TestOddTempFolders(t *testing.T) {
	const race = "package main\nfunc One() int { n, c := 0, make(chan bool); go func() { n++; c <- true }(); n++; <-c; return 1 }\nfunc Two() int { return 2 }\n"
	names := []string{"Ann Lee", "Ann's", "a,b=c"}
	if runtime.GOOS != "windows" {
		names = append(names, "C:", `a "b"`)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			root, cs := tree(t, race, nil)
			dir := filepath.Join(t.TempDir(), name)
			require.NoError(t, os.Mkdir(dir, 0o755))
			t.Setenv("TMPDIR", dir)
			t.Setenv("TMP", dir)
			res := run(t, root, cs)
			require.Nil(t, res.Build, "%s", outputOf(res.Build))
			assert.Contains(t, string(res.Steps[0].Output), "DATA RACE")
			assert.True(t, green(res.Steps[1]), "%s", res.Steps[1].Output)
		})
	}
}

func TestInterrupt(t *testing.T) {
	root, c := tree(t, "package main\nfunc One() int { println(\"up\"); select {} }\nfunc Two() int { return 2 }\n", nil)
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	defer b.Close()
	bin, failure, err := b.Compile(t.Context(), gotest.Source{Lesson: c.Lessons[0]})
	require.NoError(t, err)
	require.Nil(t, failure)
	// The context ends before the process starts, while it starts, or while it waits. A process that ignores the interrupt would be ended by a limit.
	for _, after := range []time.Duration{0, 10 * time.Millisecond, 500 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		r, err := bin.Run(ctx, c.Lessons[0].Steps[0])
		cancel()
		if err != nil {
			assert.ErrorIs(t, err, context.DeadlineExceeded)
		}
		assert.False(t, green(r))
		assert.True(t, r.Cancelled || err != nil, "after %s", after)
		assert.Empty(t, r.Report.Limit, "after %s", after)
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	root, c := tree(t, right, nil)
	before := list(t, root)
	run(t, root, c)
	assert.Equal(t, before, list(t, root))
}

func list(t *testing.T, root string) []string {
	t.Helper()
	var out []string
	require.NoError(t, filepath.WalkDir(root, func(p string, _ fs.DirEntry, err error) error {
		out = append(out, p)
		return err
	}))
	return out
}

func TestNoGoCommand(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := gotest.NewBuilder(t.TempDir(), nil)
	var machine *gotest.EnvironmentError
	require.ErrorAs(t, err, &machine)
	assert.Equal(t, gotest.NoGo, machine.Fault)
}

func TestNoCompilerIsNotTheStudentsFault(t *testing.T) {
	root, c := tree(t, right, nil)
	t.Setenv("CGO_ENABLED", "0")
	b, err := gotest.NewBuilder(root, c)
	require.NoError(t, err)
	defer b.Close()
	_, err = b.RunAll(t.Context(), []gotest.Work{{Source: gotest.Source{Lesson: c.Lessons[0]}, Steps: c.Lessons[0].Steps}}, make(chan gotest.Event, 16))
	var machine *gotest.EnvironmentError
	require.True(t, errors.As(err, &machine), "%v", err)
	assert.Equal(t, gotest.NoCompiler, machine.Fault)
}
