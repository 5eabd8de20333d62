package grade_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
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

// TestAttacks grades all attacks by the text of the lesson's file in one class, together with honest answers. No attack gets a point that it has
// not earned, the line says what was stopped, the neighbours have their points, and nothing is left behind.
func TestAttacks(t *testing.T) {
	c := newAttackedClass(t)
	attacks := readAttacks(t, map[string]string{"right": c.right, "start": c.start})
	if os.Getenv("WORKSHOP_LONG") != "whole" {
		attacks = slices.DeleteFunc(attacks, func(a attack) bool { return a.slow })
	}
	for _, a := range attacks {
		c.place(t, a.name).write(tally, a.text)
	}
	lines := c.gradeUnharmed(t, len(attacks))
	for _, a := range attacks {
		a.check(t, lines[a.name])
	}
}

// TestAttacksByPacking is TestAttacks for the attacks by how a submission is packed, and by what lies beside the lesson's file.
func TestAttacksByPacking(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links, pipes and some names need another system")
	}
	c := newAttackedClass(t)
	for id, a := range wholeAttacks {
		a.put(c.place(t, id))
	}
	lines := c.gradeUnharmed(t, len(wholeAttacks))
	for id, a := range wholeAttacks {
		a.check(t, id, lines[id])
	}
}

// attackedClass is a class with honest students in it.
type attackedClass struct {
	*class
	temp         string // the folder of all temporary files
	right, start string // the published solution and the original of lesson 01
}

func newAttackedClass(t *testing.T) attackedClass {
	t.Helper()
	if os.Getenv("WORKSHOP_LONG") == "" {
		t.Skip("takes long: WORKSHOP_LONG=1")
	}
	published, err := course.Published()
	require.NoError(t, err)
	lesson := published.Lessons[0]
	start, err := published.Start(lesson)
	require.NoError(t, err)
	c := attackedClass{&class{t: t, course: published, dir: t.TempDir(), out: t.TempDir()}, "", readText(t, "../../../"+lesson.Solution()), string(start)}
	c.temp = ownTemp(t)
	c.place(t, "neighbour-right").write(tally, c.right)
	c.place(t, "neighbour-half").write(tally, readText(t, "../verify/testdata/repairs/"+lesson.ID+"/03-map-race.go"))
	return c
}

// place returns where the submission of this name is written.
func (c attackedClass) place(t *testing.T, id string) place {
	return place{t: t, class: c.dir, id: id, right: c.right, start: c.start + "\n// an answer\n"}
}

// gradeUnharmed grades the class with so many attacks, and returns the lines. It fails the test if an attack has harmed anybody else.
func (c attackedClass) gradeUnharmed(t *testing.T, attacks int) map[string]results.Student {
	t.Helper()
	before := treeOf(t, c.dir)
	lines, written := c.grade()
	assert.Equal(t, attacks+len(neighbours), written, "everybody has a line")
	for id, points := range neighbours {
		assert.Equal(t, results.Graded, lines[id].State, id)
		assert.Equal(t, points, lines[id].Points, id)
	}
	assert.Equal(t, before, treeOf(t, c.dir), "the submissions are as they were")
	assert.Equal(t, []string{results.FileName}, namesIn(t, c.out), "nothing but the results is written")
	assert.Empty(t, namesIn(t, c.temp), "no file is left behind")
	assert.Empty(t, processesOf(t, c.temp), "no process is left behind")
	return lines
}

// check compares the line of an attack with what its file says.
func (a attack) check(t *testing.T, line results.Student) {
	t.Helper()
	require.NotEmpty(t, line.Lessons, a.name)
	l := line.Lessons[0]
	text := jsonOf(t, l)
	assert.Contains(t, a.states, l.State, "%s tries to %s: %s", a.name, a.tries, text)
	assert.LessOrEqual(t, line.Points, a.points, "%s tries to %s: %s", a.name, a.tries, text)
	assert.Contains(t, text, strings.ReplaceAll(a.says, `\"`, `"`), "%s tries to %s", a.name, a.tries)
	if l.State != results.Graded {
		assert.NotEmpty(t, l.Why, a.name)
	}
	for _, s := range l.Steps {
		assert.True(t, s.Status == "pass" || s.Explanation != "", "%s: %s is not explained", a.name, s.ID)
	}
}

// jsonOf returns a value as JSON, without its escapes of signs that are usual in texts.
func jsonOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return strings.NewReplacer(`\"`, `"`, `\u003c`, "<", `\u003e`, ">").Replace(string(text))
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

// treeOf returns the contents of all files below dir, or what is known of those that are no usual files.
func treeOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		switch {
		case err != nil:
			return err
		case info.Mode().IsRegular() && info.Size() < 1<<24:
			all[path] = readText(t, path)
		default:
			all[path] = fmt.Sprint(info.Mode(), info.Size())
		}
		return nil
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
