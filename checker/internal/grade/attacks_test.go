package grade_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/results"
)

// neighbours are the honest students of the class, and their points.
var neighbours = map[string]int{"neighbour-right": 6, "neighbour-half": 3}

// TestAttacks grades all attacks in one class, together with honest answers. No attack gets a point that it has not earned, the line says what was
// stopped, the neighbours have their points, and nothing is left behind.
func TestAttacks(t *testing.T) {
	long := os.Getenv("WORKSHOP_LONG")
	if long == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	published, err := course.Published()
	require.NoError(t, err)
	lesson := published.Lessons[0]
	start, err := published.Start(lesson)
	require.NoError(t, err)
	right := readText(t, "../../../"+lesson.Solution())
	attacks := readAttacks(t, map[string]string{"right": right, "start": string(start)})
	if long != "whole" {
		attacks = slices.DeleteFunc(attacks, func(a attack) bool { return a.slow })
	}

	c := &class{t: t, course: published, dir: t.TempDir(), out: t.TempDir()}
	temp := ownTemp(t)
	handIn := func(id, text string) {
		file := filepath.Join(c.dir, id, filepath.FromSlash(lesson.Path()))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	handIn("neighbour-right", right)
	handIn("neighbour-half", readText(t, "../verify/testdata/repairs/"+lesson.ID+"/03-map-race.go"))
	for _, a := range attacks {
		handIn(a.name, a.text)
	}
	before := treeOf(t, c.dir)
	lines, written := c.grade()

	assert.Equal(t, len(attacks)+len(neighbours), written, "everybody has a line")
	for id, points := range neighbours {
		assert.Equal(t, results.Graded, lines[id].State, id)
		assert.Equal(t, points, lines[id].Points, id)
	}
	for _, a := range attacks {
		a.check(t, lines[a.name])
	}
	assert.Equal(t, before, treeOf(t, c.dir), "the submissions are as they were")
	assert.Equal(t, []string{results.FileName}, namesIn(t, c.out), "nothing but the results is written")
	assert.Empty(t, namesIn(t, temp), "no file is left behind")
	assert.Empty(t, processesOf(t, temp), "no process is left behind")
}

// check compares the line of an attack with what its file says.
func (a attack) check(t *testing.T, line results.Student) {
	t.Helper()
	require.NotEmpty(t, line.Lessons, a.name)
	l := line.Lessons[0]
	text, err := json.Marshal(l)
	require.NoError(t, err)
	assert.Contains(t, a.states, l.State, "%s tries to %s: %s", a.name, a.tries, text)
	assert.LessOrEqual(t, line.Points, a.points, "%s tries to %s: %s", a.name, a.tries, text)
	said := strings.NewReplacer(`\"`, `"`, `\u003c`, "<", `\u003e`, ">").Replace(string(text))
	assert.Contains(t, said, strings.ReplaceAll(a.says, `\"`, `"`), "%s tries to %s", a.name, a.tries)
	if l.State != results.Graded {
		assert.NotEmpty(t, l.Why, a.name)
	}
	for _, s := range l.Steps {
		assert.True(t, s.Status == "pass" || s.Explanation != "", "%s: %s is not explained", a.name, s.ID)
	}
}

func readText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	require.NoError(t, err)
	return string(text)
}

// ownTemp makes a folder for all temporary files of this test, which every user may enter as they may the system's.
func ownTemp(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "attacks-")
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(dir)) })
	require.NoError(t, os.Chmod(dir, 0o755))
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	return dir
}

// treeOf returns the contents of all files below dir.
func treeOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all[path] = readText(t, path)
		}
		return err
	}))
	return all
}

func namesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// processesOf returns the commands of the processes that run a program of the folder, work in it or name it. Where the system has no /proc, it
// returns nothing.
func processesOf(t *testing.T, dir string) []string {
	t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*")
	require.NoError(t, err)
	var found []string
	for _, p := range all {
		command, _ := os.ReadFile(p + "/cmdline") // a process that has ended meanwhile has none
		exe, _ := os.Readlink(p + "/exe")
		work, _ := os.Readlink(p + "/cwd")
		if strings.Contains(string(command)+exe+work, dir) {
			found = append(found, string(command))
		}
	}
	return found
}
