package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"sharedmap-workshop/checker/internal/cli"
	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/gotest"
)

func TestMain(m *testing.M) {
	if code, ok := gotest.Child(os.Args); ok { // the checker of the scripts is this binary
		os.Exit(code)
	}
	testscript.Main(mainOf{m}, map[string]func(){"checker": func() { os.Exit(cli.Main()) }})
}

// TestScripts runs whole commands in a copy of the repo as a student has it: testdata/*.txt. The repo itself is at hand as $REPO, its solutions as $SOLUTIONS.
func TestScripts(t *testing.T) {
	c, err := course.Published()
	require.NoError(t, err)
	solutions, err := filepath.Abs("../../../solutions")
	require.NoError(t, err)
	for _, l := range c.Lessons { // read here, so that the test cache knows of them: the scripts' own processes are not seen
		_, err := os.ReadFile(filepath.Join(solutions, l.ID, l.File))
		require.NoError(t, err)
	}
	testscript.Run(t, testscript.Params{
		Dir:  "testdata",
		Cmds: scriptCommands,
		Condition: func(name string) (bool, error) {
			if name == "long" {
				return os.Getenv("WORKSHOP_LONG") != "", nil
			}
			return false, fmt.Errorf("there is no condition %s", name)
		},
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH", "GOPROXY", "GOFLAGS"} {
				env.Setenv(name, goEnv(t, name))
			}
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("LANG", "C.UTF-8")
			env.Setenv("SOLUTIONS", solutions)
			env.Setenv("REPO", filepath.Dir(solutions))
			env.Setenv("CHECKER", find("checker", env.Getenv("PATH"))) // for scripts that take PATH away
			repo, err := scriptClone(env)
			if err != nil {
				return err
			}
			env.Cd = repo
			return copyRepo(c, repo)
		},
	})
}

// scriptClone returns the folder for the script's clone, with the files in it that the script has for it. As $WORK/repo it is known to the script.
func scriptClone(env *testscript.Env) (string, error) {
	own := filepath.Join(env.WorkDir, "repo")
	if runtime.GOOS == "windows" { // where not everybody may make a symbolic link
		return own, os.MkdirAll(own, 0o755)
	}
	repo, giveBack, err := takeClone()
	if err != nil {
		return "", err
	}
	env.Defer(giveBack)
	if _, err := os.Stat(own); err == nil {
		if err := os.CopyFS(repo, os.DirFS(own)); err != nil {
			return "", err
		}
	}
	if err := os.RemoveAll(own); err != nil {
		return "", err
	}
	return repo, os.Symlink(repo, own)
}

// copyRepo writes the lessons and the module files as they were published, and the packages that lessons' tests import.
func copyRepo(c *course.Course, to string) error {
	for _, name := range []string{"explore", "testrecord"} {
		if err := os.CopyFS(filepath.Join(to, "checker", name), os.DirFS("../../"+name)); err != nil {
			return err
		}
	}
	mod, sum, err := c.Module()
	if err != nil {
		return err
	}
	files := map[string][]byte{"go.mod": mod, "go.sum": sum}
	for _, l := range c.Lessons {
		own, err := c.Files(l)
		if err != nil {
			return err
		}
		for name, b := range own {
			if name != course.QuizFile { // its programs are not copied, and scripts have questions of their own
				files[l.Dir()+"/"+name] = b
			}
		}
	}
	for name, b := range files {
		p := filepath.Join(to, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(p, b, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// find returns the path of a program in a PATH.
func find(name, path string) string {
	for _, dir := range filepath.SplitList(path) {
		p := filepath.Join(dir, name)
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	return name
}
