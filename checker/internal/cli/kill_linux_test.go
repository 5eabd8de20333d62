package cli_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// killedClass is what the class of TestKilledAtRandomMoments handed in: a file of the answers of lesson 01, or a text.
var killedClass = map[string]string{
	"s01": "right/mutex.go", "s02": "wrong/atomic-load-store.go", "s03": "wrong/append-under-lock.go", "s04": "wrong/cas-once.go", "s05": "wrong/bits-load-store.go",
	"s06": "right/mutex.go", // the same as s01
	"s07": "text: package main\n\nfunc Sum() int { return \"1\" }\n", "s08": "text: package main\n\nimport \"os\"\n", "s09": "original",
}

// killsOf returns how often the test kills: WORKSHOP_KILLS, or else few, and 200 times where there is time for all.
func killsOf(t *testing.T) int {
	t.Helper()
	if text := os.Getenv("WORKSHOP_KILLS"); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(t, err)
		return n
	}
	switch os.Getenv("WORKSHOP_LONG") {
	case "":
		t.Skip("takes long: WORKSHOP_LONG=1")
	case "whole":
		return 200
	}
	return 3
}

// TestKilledAtRandomMoments kills `checker grade` by SIGKILL at random moments, resumes it each time, and compares the results with those of runs
// that nobody killed. Nothing that was written is lost or graded again, and no process lives on. WORKSHOP_SEED repeats the moments.
func TestKilledAtRandomMoments(t *testing.T) {
	kills := killsOf(t)
	w := newKillWalk(t)
	first, _ := w.unbroken()
	second, took := w.unbroken()
	fixed := equalLeaves(first, second)
	for path := range first {
		if always.match(path) {
			_, same := fixed[path]
			require.True(t, same, "%s: two runs that nobody killed differ: %v, %v", path, first[path], second[path])
		}
	}
	t.Logf("a whole run takes %v, and %d of %d values are the same in two", took.Round(time.Millisecond), len(fixed), len(first))

	whole, compared := 0, 0
	for done := 0; done < kills; {
		out := t.TempDir()
		for done < kills && w.killed(out, took) {
			done++
		}
		w.grade(out) // if the last one was killed; else there is nothing to do
		whole++
		got := w.leaves(out)
		for path, want := range fixed {
			if always.match(path) || sameKinds(path, first, got) && !drawn(path, first) {
				require.Equal(t, want, got[path], "%s after kill %d of %s", path, done, out)
				compared++
			}
		}
		require.Len(t, lines(w.read(out)), len(killedClass), "one line for each student")
	}
	t.Logf("%d kills, %d gradings to the end, %d values compared", kills, whole, compared)
}

// sameKinds reports whether a step, or what else the value at the path belongs to, has findings of the same kinds in both. A race run meets some
// mistakes only now and then, and the findings and the explanation are others then.
func sameKinds(path string, a, b map[string]any) bool {
	step := path
	if i := strings.Index(path, "/steps/"); i >= 0 {
		n, _, _ := strings.Cut(path[i+len("/steps/"):], "/")
		step = path[:i] + "/steps/" + n
	}
	return a[step+kindsOf] == b[step+kindsOf]
}

// drawn reports whether the value at the path comes from a race run that failed: its test draws what it tries, and the goroutines race.
func drawn(path string, leaves map[string]any) bool {
	if before, after, ok := strings.Cut(path, "/findings/"); ok {
		n, _, _ := strings.Cut(after, "/")
		return !slices.Contains(fixedKinds, leaves[before+"/findings/"+n+"/kind"].(string))
	}
	before, ok := strings.CutSuffix(path, "/explanation")
	kinds, _ := leaves[before+kindsOf].(string)
	return ok && slices.ContainsFunc(strings.Fields(kinds), func(kind string) bool { return !slices.Contains(fixedKinds, kind) })
}

// fixedKinds are the kinds of findings that no chance has a part in.
var fixedKinds = []string{"schedule", "build", "vet"}

// kindsOf is the end of the path of a step's kinds of findings.
const kindsOf = "/kinds of findings"

// names are the last parts of paths, but for those of findings.
type names []string

func (n names) match(path string) bool {
	return slices.Contains(n, path[strings.LastIndexByte(path, '/')+1:]) && !strings.Contains(path, "/findings/")
}

var (
	always = names{"state", "points", "status", "key", "file", "why", "repeat"} // what may not differ from run to run
	never  = names{"graded_at", "seconds", "time"}                              // what differs
)

// killWalk is a class and a checker that is killed.
type killWalk struct {
	t               *testing.T
	bin, class, tmp string
	random          *rand.Rand
}

func newKillWalk(t *testing.T) killWalk {
	t.Helper()
	seed, err := strconv.ParseUint(cmp.Or(os.Getenv("WORKSHOP_SEED"), strconv.FormatInt(time.Now().UnixNano(), 10)), 10, 64)
	require.NoError(t, err)
	t.Logf("WORKSHOP_SEED=%d", seed)
	w := killWalk{t, buildChecker(t), t.TempDir(), "", rand.New(rand.NewPCG(seed, 0))}
	w.tmp, err = os.MkdirTemp("", "killed-") // every user may enter it: where the checker is root, strangers are not
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(w.tmp)) })
	require.NoError(t, os.Chmod(w.tmp, 0o755))
	for id, work := range killedClass {
		text, ok := strings.CutPrefix(work, "text: ")
		if !ok {
			name := "../verify/testdata/answers/01-race/" + work
			if work == "original" {
				name = "../../../lessons/01-race/tally.go"
			}
			b, err := os.ReadFile(name)
			require.NoError(t, err)
			text = string(b)
		}
		name := filepath.Join(w.class, id, "lessons", "01-race", "tally.go")
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	return w
}

func (w killWalk) command(out string) (*exec.Cmd, *bytes.Buffer) {
	var errs bytes.Buffer
	cmd := exec.Command(w.bin, "grade", w.class, "--out", out, "--lang", "en")
	cmd.Env = append(os.Environ(), "TMPDIR="+w.tmp)
	cmd.Stderr = &errs
	return cmd, &errs
}

// unbroken grades the class to the end.
func (w killWalk) unbroken() (map[string]any, time.Duration) {
	w.t.Helper()
	out := w.t.TempDir()
	start := time.Now()
	w.grade(out)
	return w.leaves(out), time.Since(start)
}

// grade grades the class, or what is left of it, to the end.
func (w killWalk) grade(out string) {
	w.t.Helper()
	cmd, errs := w.command(out)
	require.NoError(w.t, cmd.Run(), "%s", errs)
}

// killed grades the class until a random moment, and reports whether it was killed then. It returns false when the class is graded.
func (w killWalk) killed(out string, took time.Duration) bool {
	w.t.Helper()
	before := w.read(out)
	cmd, errs := w.command(out)
	require.NoError(w.t, cmd.Start())
	at := time.Duration(w.random.Int64N(int64(took)))
	timer := time.AfterFunc(at, func() { _ = cmd.Process.Kill() }) // it may have ended
	err := cmd.Wait()
	timer.Stop()
	after := w.read(out)
	require.True(w.t, bytes.HasPrefix(after, lastWhole(before)), "killed after %v: what was written is not there any more", at)
	if cmd.ProcessState.ExitCode() >= 0 {
		require.NoError(w.t, err, "%s", errs)
		return false
	}
	w.untilGone()
	return true
}

// untilGone waits until no process has a file of the checker, or fails.
func (w killWalk) untilGone() {
	w.t.Helper()
	limit := time.After(time.Minute)
	for {
		left := w.processes()
		if len(left) == 0 {
			return
		}
		select {
		case <-limit:
			require.FailNow(w.t, "processes live on", "%q", left)
		case <-time.After(20 * time.Millisecond): // until the next look
		}
	}
}

// processes returns the command lines of the processes that name the folder of temporary files.
func (w killWalk) processes() (left []string) {
	all, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(w.t, err)
	for _, name := range all {
		line, _ := os.ReadFile(name) // it may have ended
		if bytes.Contains(line, []byte(w.tmp)) {
			left = append(left, string(line))
		}
	}
	return left
}

func (w killWalk) read(out string) []byte {
	w.t.Helper()
	b, err := os.ReadFile(filepath.Join(out, "results.jsonl"))
	if !os.IsNotExist(err) {
		require.NoError(w.t, err)
	}
	return b
}

// lastWhole returns the lines that have an end. What follows was not written to its end, and is removed by the next run.
func lastWhole(b []byte) []byte { return b[:bytes.LastIndexByte(b, '\n')+1] }

func lines(b []byte) [][]byte { return slices.Collect(bytes.Lines(lastWhole(b))) }

// leaves returns the values of all lines by their paths: "s01/lessons/0/steps/2/status".
func (w killWalk) leaves(out string) map[string]any {
	w.t.Helper()
	all := map[string]any{}
	for _, line := range lines(w.read(out)) {
		var student map[string]any
		require.NoError(w.t, json.Unmarshal(line, &student))
		addLeaves(all, student["student"].(string), student)
	}
	return all
}

func addLeaves(all map[string]any, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		if found, ok := v["findings"].([]any); ok {
			kinds := ""
			for _, f := range found {
				kinds += fmt.Sprint(f.(map[string]any)["kind"], " ")
			}
			all[path+kindsOf] = kinds
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			addLeaves(all, path+"/"+key, v[key])
		}
	case []any:
		for i, one := range v {
			addLeaves(all, fmt.Sprint(path, "/", i), one)
		}
	default:
		if !never.match(path) {
			all[path] = v
		}
	}
}

// equalLeaves returns the values that both have.
func equalLeaves(a, b map[string]any) map[string]any {
	same := map[string]any{}
	for path, v := range a {
		if other, ok := b[path]; ok && other == v {
			same[path] = v
		}
	}
	return same
}
