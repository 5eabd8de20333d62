package intake_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/intake"
)

// git runs git in a folder, with a time of its own for commits.
func git(t *testing.T, dir string, when time.Time, args ...string) string {
	t.Helper()
	c := exec.Command("git", args...)
	c.Dir = dir
	stamp := when.Format(time.RFC3339)
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@x", "GIT_COMMITTER_NAME=c> 5 +0000", "GIT_COMMITTER_EMAIL=c@x",
		"GIT_AUTHOR_DATE="+when.Add(-time.Hour).Format(time.RFC3339), "GIT_COMMITTER_DATE="+stamp)
	out, err := c.CombinedOutput()
	require.NoError(t, err, "git %v: %s", args, out)
	return strings.TrimSpace(string(out))
}

// cloneOf makes a clone with a history, whose last commit was made at the time at.
func cloneOf(t *testing.T, dir string) (last string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(dir, 0o755))
	git(t, dir, at, "init", "-q", "-b", "main")
	message := strings.Repeat("a long message that all commits share, so that git stores deltas\n", 50)
	for n := range 20 {
		write(t, filepath.Join(dir, tally), []byte(answer(fmt.Sprint(n))))
		git(t, dir, at, "add", ".")
		git(t, dir, at.Add(time.Duration(n-19)*time.Hour), "commit", "-q", "-m", message+fmt.Sprint(n))
	}
	return git(t, dir, at, "rev-parse", "HEAD")
}

func TestTheLastCommit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is missing")
	}
	class := t.TempDir()
	dir := filepath.Join(class, "s1")
	last := cloneOf(t, dir)
	check := func(step string, want time.Time) {
		s := student(t, read(t, class), "s1")
		require.Len(t, s.Submissions, 1)
		sub := s.Submissions[0]
		assert.Equal(t, intake.TimeCommit, sub.TimeFrom, step)
		assert.True(t, want.Equal(sub.Time), "%s: %s", step, sub.Time)
		assert.True(t, want.Equal(s.Lessons[0].Files[0].Time), step)
		assert.Equal(t, answer("19"), source(t, s, "01-race"), step)
		if want.Equal(at) {
			assert.Equal(t, last, sub.Commit, step)
		}
	}
	check("loose", at)
	git(t, dir, at, "pack-refs", "--all")
	check("packed refs", at)
	git(t, dir, at, "repack", "-adfq", "--depth=50", "--window=50")
	check("packed", at)
	deltas := 0
	for line := range strings.Lines(git(t, dir, at, "verify-pack", "-v", packOf(t, dir))) {
		fields := strings.Fields(line)
		if len(fields) < 6 || fields[1] != "commit" { // only deltas have a depth and a base
			continue
		}
		deltas++
		git(t, dir, at, "update-ref", "--no-deref", "HEAD", fields[0])
		s := student(t, read(t, class), "s1")
		assert.Equal(t, fields[0], s.Submissions[0].Commit, "a delta")
		seconds := git(t, dir, at, "show", "-s", "--format=%ct", fields[0])
		assert.Equal(t, seconds, fmt.Sprint(s.Submissions[0].Time.Unix()))
	}
	assert.Positive(t, deltas, "git stored no delta, so that was not tried")

	git(t, dir, at, "symbolic-ref", "HEAD", "refs/heads/main")
	check("a branch again", at)
	write(t, filepath.Join(dir, ".git", "config"), []byte("[core]\n\tfsmonitor = touch "+filepath.Join(class, "ran")+"\n\tpager = touch "+filepath.Join(class, "ran")+"\n"))
	check("with a config that names programs", at)
	assert.NoFileExists(t, filepath.Join(class, "ran"))
}

func packOf(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, ".git", "objects", "pack", "*.idx"))
	require.NoError(t, err)
	require.Len(t, found, 1)
	return found[0]
}

// TestBadGitFolders holds that a .git that cannot be read costs the time only.
func TestBadGitFolders(t *testing.T) {
	outside := t.TempDir()
	write(t, filepath.Join(outside, "HEAD"), []byte(strings.Repeat("a", 40)))
	for name, put := range map[string]func(git string){
		"a file":           func(git string) { write(t, git, []byte("gitdir: ../other")) },
		"empty":            func(git string) { require.NoError(t, os.Mkdir(git, 0o755)) },
		"a link":           func(git string) { require.NoError(t, os.Symlink(outside, git)) },
		"HEAD upwards":     func(git string) { write(t, git+"/HEAD", []byte("ref: refs/../../../x\n")) },
		"HEAD of binary":   func(git string) { write(t, git+"/HEAD", bytes.Repeat([]byte{0, 255}, 4096)) },
		"HEAD is a folder": func(git string) { write(t, git+"/HEAD/x", nil) },
		"no object":        func(git string) { write(t, git+"/HEAD", []byte(strings.Repeat("a", 40))) },
		"a bad object": func(git string) {
			write(t, git+"/HEAD", []byte(strings.Repeat("a", 40)))
			write(t, git+"/objects/aa/"+strings.Repeat("a", 38), []byte("no zlib"))
		},
		"a bad pack": func(git string) {
			write(t, git+"/HEAD", []byte(strings.Repeat("a", 40)))
			write(t, git+"/objects/pack/x.idx", append([]byte("\xfftOc\x00\x00\x00\x02"), bytes.Repeat([]byte{0xff}, 1<<12)...))
			write(t, git+"/objects/pack/x.pack", nil)
		},
	} {
		dir := classOf(t, map[string][]byte{"s1/" + tally: []byte(answer("1")), "s2/" + tally: nil})
		put(filepath.Join(dir, "s1", ".git"))
		s := student(t, read(t, dir), "s1")
		if name == "a link" {
			assert.Equal(t, intake.TimeFile, s.Submissions[0].TimeFrom, name)
			continue
		}
		assert.Equal(t, intake.StateReady, s.State, name)
		assert.Equal(t, intake.TimeFile, s.Submissions[0].TimeFrom, name)
	}
}
