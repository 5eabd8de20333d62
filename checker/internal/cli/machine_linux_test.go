package cli_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/course"
)

// killer stands for a compiler that the system ends when memory runs out: it is put before each tool of the go command, and kills itself in the place of
// the one that $KILL names.
const killer = `#!/bin/sh
case "$*" in
*-V=full*) ;;
*"$KILL"*) kill -9 $$ ;;
esac
exec "$@"
`

// goWithKiller is a go command whose tools are started by the killer.
const goWithKiller = `#!/bin/sh
verb=$1
shift
case $verb in
build | test | vet) exec "$REALGO" "$verb" -toolexec="$KILLER" "$@" ;;
esac
exec "$REALGO" "$verb" "$@"
`

// TestTheMachinesFaultIsNeverTheStudents runs a lesson on machines that lack something. Each is real: what is missing is missing.
func TestTheMachinesFaultIsNeverTheStudents(t *testing.T) {
	bin := buildChecker(t)
	golang, err := exec.LookPath("go")
	require.NoError(t, err)
	repo, tools := cloneFolder(t), t.TempDir()
	c, err := course.Published()
	require.NoError(t, err)
	require.NoError(t, copyRepo(c, repo))
	start, err := c.Start(c.Lessons[0])
	require.NoError(t, err)
	script := func(name, text string) string {
		p := filepath.Join(tools, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o755))
		require.NoError(t, os.WriteFile(p, []byte(text), 0o755))
		return p
	}
	script("killing/go", goWithKiller)
	script("dying/go", "#!/bin/sh\nkill -9 $$\n")
	require.NoError(t, os.Mkdir(filepath.Join(tools, "alone"), 0o755))
	require.NoError(t, os.Symlink(golang, filepath.Join(tools, "alone", "go")))
	kill := func(tool string) []string {
		return []string{"KILL=" + tool, "KILLER=" + script("killer", killer), "REALGO=" + golang, "PATH=" + filepath.Join(tools, "killing") + ":" + os.Getenv("PATH")}
	}
	small, odd := filepath.Join(tools, "small"), filepath.Join(tools, "none")
	require.NoError(t, os.Mkdir(small, 0o755))
	for name, m := range map[string]struct {
		mount string // options of a small file system at small, or ""
		env   []string
		says  string // "": the fault does no harm, and there is a verdict
	}{
		"modules missing and no network":  {"", []string{"GOMODCACHE=" + filepath.Join(tools, "mods"), "GOPROXY=off"}, "A module that the workshop needs"},
		"no compiler":                     {"", []string{"PATH=" + filepath.Join(tools, "alone")}, "needs cgo and a C compiler"},
		"compiler killed":                 {"", kill("/compile "), "ended from outside"},
		"linker killed":                   {"", kill("/link "), "ended from outside"},
		"vet killed":                      {"", kill("/vet "), "ended from outside"},
		"go killed":                       {"", []string{"PATH=" + filepath.Join(tools, "dying") + ":" + os.Getenv("PATH")}, "ended from outside"},
		"no folder for temporary files":   {"", []string{"TMPDIR=" + odd}, "Set TMPDIR"},
		"disk of temporary files full":    {"size=300k", []string{"TMPDIR=" + small}, "The disk is full"},
		"disk of the build cache full":    {"size=300k", []string{"GOCACHE=" + small}, "the disk of its build cache is full"},
		"no program may start":            {"noexec", []string{"TMPDIR=" + small}, "Programs may not be started"},
		"temporary files cannot be made":  {"ro", []string{"TMPDIR=" + small}, "Set TMPDIR"},
		"cache cannot be written":         {"ro", []string{"GOCACHE=" + small}, "Set GOCACHE"},
		"no cache":                        {"", []string{"GOCACHE=off"}, "Set GOCACHE"},
		"no home":                         {"", []string{"HOME=", "XDG_CACHE_HOME=", "GOCACHE=", "GOMODCACHE=", "GOPATH="}, "Set GOCACHE"},
		"another Go's root":               {"", []string{"GOROOT=" + odd}, "Unset GOROOT"},
		"flags for another kind of build": {"", []string{"GOFLAGS=-mod=vendor -tags=none"}, ""},
		"a workspace of somebody else's":  {"", []string{"GOWORK=" + odd}, ""},
		"built for another machine":       {"", []string{"GOOS=plan9", "GOARCH=386"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			source := fmt.Appendf(start[:len(start):len(start)], "\nconst another = %q\n", rand.Text()) // not in the build cache yet
			require.NoError(t, os.WriteFile(filepath.Join(repo, "lessons", "01-race", "tally.go"), source, 0o600))
			args := []string{bin, "run", "wait"}
			if m.mount != "" {
				args = append([]string{"unshare", "-rm", "sh", "-c", `mount -t tmpfs -o ` + m.mount + ` tmpfs "$0" && exec "$@"`, small}, args...)
				if exec.Command("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", small).Run() != nil {
					t.Skip("file systems cannot be mounted here")
				}
			}
			langs := []string{"en"}
			if os.Getenv("WORKSHOP_LONG") != "" {
				langs = append(langs, "ko")
			}
			for _, lang := range langs {
				cmd := exec.Command(args[0], append(args[1:len(args):len(args)], "--lang", lang)...)
				cmd.Dir = repo
				cmd.Env = append(os.Environ(), append([]string{"GOTOOLCHAIN=local", "LANG=C.UTF-8"}, m.env...)...)
				out, _ := cmd.CombinedOutput() // its exit code is looked at
				if m.says == "" {
					assert.Equal(t, 1, cmd.ProcessState.ExitCode(), "%s", out)
					continue
				}
				assert.Equal(t, 3, cmd.ProcessState.ExitCode(), "%s", out)
				assert.NotContains(t, string(out), "✗", "no step is red")
				assert.NotContains(t, string(out), "tally.go, then type", "nobody is told to mend a file")
				if lang == "en" {
					assert.Contains(t, strings.Join(strings.Fields(string(out)), " "), m.says)
				}
			}
		})
	}
}

// A clone that lacks a part of the workshop is not the student's fault either.
func TestAPartOfTheWorkshopIsMissing(t *testing.T) {
	repo := cloneFolder(t)
	c, err := course.Published()
	require.NoError(t, err)
	require.NoError(t, copyRepo(c, repo))
	require.NoError(t, os.RemoveAll(filepath.Join(repo, "checker"))) // which the tests import
	var out, errs bytes.Buffer
	code := cli.Run(t.Context(), cli.Env{Args: []string{"run", "wait", "--dir", repo}, Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }})
	assert.Equal(t, 3, code)
	assert.NotContains(t, out.String(), "✗", "no step is red")
	assert.Contains(t, errs.String(), "git checkout -- checker")
}
