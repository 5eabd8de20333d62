package grade_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/grade"
	"sharedmap-workshop/checker/internal/intake"
	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/sandbox"
	"sharedmap-workshop/checker/internal/smallcourse"
)

// probe examines the machine once.
var probe = sync.OnceValues(func() (sandbox.Probed, error) { return sandbox.Probe(bg) })

// class is a class on the disk, and a folder for its results.
type class struct {
	t      *testing.T
	course *course.Course
	dir    string
	out    string
	runs   int
	known  []results.Student // the lines of another folder, as --since reads them

	deadline time.Time
	onStep   func(line results.Student)
}

func newClass(t *testing.T, works map[string]string) *class {
	t.Helper()
	small, err := smallcourse.Open(smallcourse.Start)
	require.NoError(t, err)
	c := &class{t: t, course: small, dir: t.TempDir(), out: t.TempDir()}
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
	read, err := intake.Read(c.t.Context(), c.dir, intake.Options{Course: c.course, Deadline: c.deadline})
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
	o := grade.Options{Known: c.known, Course: c.course, Builder: b, Lang: "en", Runs: c.runs, OnStep: c.onStep, About: grade.About{Checker: "test", Go: "go", Level: string(runner.Level())}}
	go func() { ended <- grade.Run(c.t.Context(), read, results.Last(all), file, o, events) }()
	lines = map[string]results.Student{}
	for e := range events {
		if e.Planned {
			continue
		}
		lines[e.Student.Student] = e.Student
		if e.New {
			written++
		}
	}
	require.NoError(c.t, <-ended)
	return lines, written
}
