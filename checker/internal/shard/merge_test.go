package shard_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/results"
	"sharedmap-workshop/checker/internal/shard"
)

// classOf returns the lines of a class of n students.
func classOf(n int) []results.Student {
	var out []results.Student
	for i := range n {
		out = append(out, results.Student{
			Version: 1, Student: fmt.Sprintf("s%03d", i), Name: "김민수 <" + strings.Repeat("x", i) + ">", Lang: "ko", State: results.Graded, Points: i, Overrides: []results.Override{},
			Problems: []string{"a \"quoted\" text\nof two lines"},
		})
	}
	return out
}

// grade writes the shards of a class, as checker grade does: the lines of a shard in any order, and an earlier line of some students.
func grade(t *testing.T, class []results.Student, of int) []string {
	t.Helper()
	random := rand.New(rand.NewPCG(1, uint64(of)))
	var members []shard.Member
	for _, s := range class {
		members = append(members, shard.Member{Student: s.Student})
	}
	var dirs []string
	for n := 1; n <= of; n++ {
		dir := t.TempDir()
		r := record(n, of)
		r.Size, r.Students = len(class), shard.Members(members, r.Shard())
		require.NoError(t, shard.WriteRecord(dir, r))
		f, _, err := results.Open(filepath.Join(dir, results.FileName))
		require.NoError(t, err)
		for _, i := range random.Perm(len(r.Students)) {
			s := class[r.Students[i].At]
			if i%3 == 0 {
				old := s
				old.Points = -1
				require.NoError(t, f.Append(old))
			}
			require.NoError(t, f.Append(s))
		}
		require.NoError(t, f.Close())
		dirs = append(dirs, dir)
	}
	return dirs
}

func record(n, of int) shard.Record {
	return shard.Record{Number: n, Of: of, Finished: true, Checker: "1", Go: "go1.26", Tests: "sha256:1", Level: "full", Lang: "en", Take: "last", Roster: "sha256:2", Class: "sha256:3"}
}

func open(t *testing.T, dirs []string) []*shard.Folder {
	t.Helper()
	var out []*shard.Folder
	for _, dir := range dirs {
		f, err := shard.OpenFolder(dir)
		require.NoError(t, err)
		out = append(out, f)
	}
	return out
}

func TestMergedShardsAreOneRun(t *testing.T) {
	class := classOf(70)
	var whole bytes.Buffer
	for _, s := range class {
		line, err := json.Marshal(s)
		require.NoError(t, err)
		whole.Write(append(line, '\n'))
	}
	for _, of := range []int{1, 2, 7, 64} { // of 64 shards some are empty
		folders := open(t, grade(t, class, of))
		rand.New(rand.NewPCG(2, 2)).Shuffle(len(folders), func(i, k int) { folders[i], folders[k] = folders[k], folders[i] })
		require.Empty(t, shard.Check(folders))
		var out bytes.Buffer
		var visited []results.Student
		require.NoError(t, shard.Merge(folders, &out, func(s results.Student) error {
			visited = append(visited, s)
			return nil
		}))
		assert.Equal(t, whole.String(), out.String(), "%d shards", of)
		assert.Equal(t, class, visited)
	}
}

// why returns the reasons of problems.
func why(problems []*shard.Problem) (out []string) {
	for _, p := range problems {
		out = append(out, strings.Join([]string{p.Why, p.What, p.Other, p.Values[0]}, " "))
	}
	return out
}

func TestShardsThatDoNotBelongTogetherAreNamed(t *testing.T) {
	make := func(edit func(n int, r *shard.Record)) []*shard.Folder {
		var out []*shard.Folder
		for n := 1; n <= 4; n++ {
			r := record(n, 4)
			if edit != nil {
				edit(n, &r)
			}
			out = append(out, &shard.Folder{Dir: fmt.Sprint("shard-", n), Record: r})
		}
		return out
	}
	all := make(nil)
	require.Empty(t, shard.Check(all))
	assert.Equal(t, []string{"missing 3/4  "}, why(shard.Check([]*shard.Folder{all[0], all[1], all[3]})))
	assert.Equal(t, []string{"double shard-2 shard-2 2/4"}, why(shard.Check(append(all, all[1]))))
	assert.Equal(t, []string{"double shard-2 shard-2 2/4", "missing 1/4, 3/4, 4/4  "}, why(shard.Check([]*shard.Folder{all[1], all[1]})))
	for field, edit := range map[string]func(r *shard.Record){
		"roster": func(r *shard.Record) { r.Roster = "" }, "checker": func(r *shard.Record) { r.Checker = "2" }, "tests": func(r *shard.Record) { r.Tests = "2" },
		"go": func(r *shard.Record) { r.Go = "2" }, "level": func(r *shard.Record) { r.Level = "none" }, "take": func(r *shard.Record) { r.Take = "best" },
		"deadline": func(r *shard.Record) { r.Deadline = "2" }, "repeat": func(r *shard.Record) { r.Repeat = 9 }, "lang": func(r *shard.Record) { r.Lang = "ko" },
		"class": func(r *shard.Record) { r.Class = "2" },
	} {
		got := why(shard.Check(make(func(n int, r *shard.Record) {
			if n == 1 { // the first is the one that differs, and it is the one that is named
				edit(r)
			}
		})))
		assert.Equal(t, []string{"mixed shard-1 shard-2 " + field}, stable(got), field)
	}
	got := why(shard.Check(make(func(n int, r *shard.Record) {
		if n == 2 {
			r.Of = 8
		}
	})))
	assert.Equal(t, []string{"count shard-2 shard-1 8"}, stable(got))
}

// stable returns the problems with the name of one usual folder for that of any.
func stable(all []string) []string {
	for i, s := range all {
		all[i] = strings.NewReplacer(" shard-3 ", " shard-2 ", " shard-4 ", " shard-2 ").Replace(s)
	}
	return all
}

func TestAFolderThatIsNoFinishedShardIsNamed(t *testing.T) {
	of := func(dir string) *shard.Problem {
		_, err := shard.OpenFolder(dir)
		var p *shard.Problem
		require.ErrorAs(t, err, &p)
		return p
	}
	empty := t.TempDir()
	assert.Equal(t, &shard.Problem{Why: shard.WhyNoRecord, What: empty}, of(empty))
	dir := grade(t, classOf(3), 1)[0]
	r, err := shard.ReadRecord(dir)
	require.NoError(t, err)

	r.Students = append(r.Students, shard.Place{At: 3, Student: "late"})
	require.NoError(t, shard.WriteRecord(dir, r))
	assert.Equal(t, &shard.Problem{Why: shard.WhyNoLine, What: dir, Other: "late"}, of(dir))

	r.Finished = false
	require.NoError(t, shard.WriteRecord(dir, r))
	assert.Equal(t, shard.WhyUnfinished, of(dir).Why)

	require.NoError(t, os.WriteFile(filepath.Join(dir, results.FileName), []byte("hello\n"), 0o644))
	assert.Equal(t, shard.WhyDamaged, of(dir).Why)
	require.NoError(t, os.Remove(filepath.Join(dir, results.FileName)))
	assert.Equal(t, shard.WhyNoRecord, of(dir).Why)

	for text, why := range map[string]string{`{"version":9}`: shard.WhyVersion, `{`: shard.WhyDamaged, `{"version":1,"shard":3,"of":2}`: shard.WhyDamaged} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, shard.RecordFile), []byte(text), 0o644))
		assert.Equal(t, why, of(dir).Why, text)
	}
}
