package cli_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// manyShards is how many shards the class falls into. It has as many students, so some shards have several and some have none.
const manyShards = 64

// Sixty-four shards, graded one after the other and merged, are what one run over the whole class writes, times aside. The log has the figures:
//
//	WORKSHOP_LONG=whole go test ./checker/internal/cli -run TestManyShards -v -timeout 1h
func TestManyShards(t *testing.T) {
	if os.Getenv("WORKSHOP_LONG") != "whole" {
		t.Skip("takes a quarter of an hour: WORKSHOP_LONG=whole")
	}
	dir := t.TempDir()
	bin := filepath.Join(dir, "checker")
	out, err := exec.Command("go", "build", "-o", bin, "../..").CombinedOutput()
	require.NoError(t, err, "%s", out)
	class, roster := manyStudents(t, dir)
	checker := func(args ...string) time.Duration {
		begin := time.Now()
		out, err := exec.Command(bin, args...).CombinedOutput()
		require.NoError(t, err, "%s", out)
		return time.Since(begin)
	}
	grade := func(out string, more ...string) time.Duration {
		return checker(append([]string{"grade", class, "--roster", roster, "--isolation", "none", "--deadline", "2026-03-20 23:59 Asia/Seoul", "--out", filepath.Join(dir, out)}, more...)...)
	}
	whole := grade("whole")
	var shards []string
	var each []time.Duration
	for i := 1; i <= manyShards; i++ {
		name := fmt.Sprintf("shard-%d", i)
		each = append(each, grade(name, "--shard", fmt.Sprintf("%d/%d", i, manyShards)))
		shards = append(shards, filepath.Join(dir, name))
	}
	slices.Reverse(shards) // the order in which they are named does not count
	merge := checker(append([]string{"merge", "--out", filepath.Join(dir, "merged")}, shards...)...)
	one, merged := reportsIn(t, filepath.Join(dir, "whole")), reportsIn(t, filepath.Join(dir, "merged"))
	require.Len(t, one, 2*manyShards+3, "results.jsonl, grades.csv, class.html, and two files for each student")
	for name, text := range one {
		assert.Equal(t, text, merged[name], name)
	}
	assert.Len(t, merged, len(one))
	slices.Sort(each)
	var sum time.Duration
	for _, d := range each {
		sum += d
	}
	t.Logf("whole: %s; %d shards: %s together, from %s to %s each, half of them below %s; merge: %s", whole.Round(time.Second), manyShards, sum.Round(time.Second),
		each[0].Round(time.Millisecond), each[manyShards-1].Round(time.Millisecond), each[manyShards/2].Round(time.Millisecond), merge.Round(time.Millisecond))
}

// manyStudents writes a class and its roster: of eight students two are right, one each has every other result that is the same in each run.
func manyStudents(t *testing.T, dir string) (class, roster string) {
	t.Helper()
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join("../../..", filepath.FromSlash(name), "01-race", "tally.go"))
		require.NoError(t, err)
		return string(b)
	}
	right, start := read("solutions"), read("lessons")
	class, roster = filepath.Join(dir, "class"), filepath.Join(dir, "class.csv")
	lines := "id,name,lang,submitted at\n"
	for i := range manyShards {
		id := fmt.Sprintf("s%03d", i+1)
		lines += fmt.Sprintf("%s,김 %d,%s,2026-03-%d 12:00\n", id, i, []string{"ko", "en"}[i%2], 20+i%5/4)
		text := []string{
			right + "\n// " + id + "\n", start, strings.Replace(right, `import "sync"`, "import (\n\t\"os\"\n\t\"sync\"\n)", 1), "", right + "\nfunc broken() int { return \"" + id + "\" }\n",
			right + "\n// the same\n", start, "package main\n// " + id,
		}[i%8]
		if text == "" {
			continue // missing
		}
		name := filepath.Join(class, id, "01-race", "tally.go")
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	}
	require.NoError(t, os.WriteFile(roster, []byte(lines), 0o644))
	return class, roster
}

// times are what differs between two runs of the same.
var times = regexp.MustCompile(`"seconds":[0-9.e-]+|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?( UTC|Z)?`)

// reportsIn returns the texts of all files of a folder of results by their names, without times. The lines of results.jsonl are sorted: one run writes them in
// the order in which the students are done.
func reportsIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		text := times.ReplaceAllString(string(b), "TIME")
		if d.Name() == "results.jsonl" {
			lines := strings.Split(text, "\n")
			slices.Sort(lines)
			text = strings.Join(lines, "\n")
		}
		rel, _ := filepath.Rel(dir, name)
		out[rel] = text
		return err
	}))
	return out
}
