package grade_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/sandbox"
)

const lessonTOML = `file = "work.go"
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
[[step]]
id = "two"
test = "TestTwo"
points = 2
title = { en = "t", ko = "t" }
proves = { en = "p", ko = "p" }
why = { en = "w", ko = "w" }
hint = [ { en = "1", ko = "1" }, { en = "2", ko = "2" }, { en = "3", ko = "3" } ]
`

const lessonTest = `package main

import (
	"testing"

	"sharedmap-workshop/checker/testrecord"
)

func TestOne(t *testing.T) {
	testrecord.Begin(t)
	if got := One(); got != 1 {
		t.Errorf("One() = %d, want 1", got)
	}
}

func TestTwo(t *testing.T) {
	testrecord.Begin(t)
	if Two() != 2 {
		t.Error("Two() is not 2")
	}
}
`

// smallCourse is a course of one lesson with two steps.
func smallCourse(t *testing.T) *course.Course {
	t.Helper()
	originals := fstest.MapFS{}
	for name, text := range map[string]string{
		"go.mod":                       "module sharedmap-workshop\n\ngo 1.26\n",
		"go.sum":                       "",
		"lessons/01-small/lesson.toml": lessonTOML,
		"lessons/01-small/main.go":     "package main\n\nfunc main() {}\n",
		"lessons/01-small/one_test.go": lessonTest,
		"lessons/01-small/work.go":     "package main\n\nfunc One() int { return 0 }\nfunc Two() int { return 0 }\n",
	} {
		originals[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := course.Open(originals)
	require.NoError(t, err)
	return c
}

// probe examines the machine once.
var probe = sync.OnceValues(func() (sandbox.Probed, error) { return sandbox.Probe(bg) })

// class is a class on the disk, and a folder for its results.
type class struct {
	t      *testing.T
	course *course.Course
	dir    string
	out    string
	runs   int
}

func newClass(t *testing.T, works map[string]string) *class {
	t.Helper()
	c := &class{t: t, course: smallCourse(t), dir: t.TempDir(), out: t.TempDir()}
	for id, text := range works {
		c.handIn(id, text)
	}
	return c
}

// handIn writes a student's file.
func (c *class) handIn(id, text string) {
	c.t.Helper()
	dir := filepath.Join(c.dir, id, "lessons", "01-small")
	require.NoError(c.t, os.MkdirAll(dir, 0o755))
	require.NoError(c.t, os.WriteFile(filepath.Join(dir, "work.go"), []byte(text), 0o644))
}

// grade grades the class, and returns each student's line and how many lines were written.
func (c *class) grade() (lines map[string]results.Student, written int) {
	c.t.Helper()
	read, err := intake.Read(c.t.Context(), c.dir, intake.Options{Course: c.course})
	require.NoError(c.t, err)
	file, all, err := results.Open(filepath.Join(c.out, results.FileName))
	require.NoError(c.t, err)
	defer file.Close()
	probed, err := probe()
	require.NoError(c.t, err)
	runner, err := sandbox.New(probed.Level(), probed)
	require.NoError(c.t, err)
	b, err := gotest.NewClassBuilder(c.t.Context(), c.course, runner)
	require.NoError(c.t, err)
	defer func() { assert.NoError(c.t, b.Close()) }()
	events := make(chan grade.Event)
	ended := make(chan error, 1)
	o := grade.Options{Course: c.course, Builder: b, Lang: "en", Runs: c.runs, About: grade.About{Checker: "test", Go: "go", Level: string(runner.Level())}}
	go func() { ended <- grade.Run(c.t.Context(), read, results.Last(all), file, o, events) }()
	lines = map[string]results.Student{}
	for e := range events {
		lines[e.Student.Student] = e.Student
		if e.New {
			written++
		}
	}
	require.NoError(c.t, <-ended)
	return lines, written
}
