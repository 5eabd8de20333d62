package gotest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/proc"
	"sharedmap-workshop/checker/internal/sandbox"
)

// isolation is how a Builder runs strangers' programs, and the go command on strangers' files. Without it they run with the user's rights.
type isolation struct {
	runner *sandbox.Runner
	self   string // this program, which rewrites files for the explorer
	goRoot string
	caches []string // the build cache
	read   []string // what a go command reads beside Go itself
	env    []string // the whole environment of a go command
}

// LimitError is the error for a go command that a limit ended: the files that it was given are too much for it, or the machine is.
type LimitError struct{ Stopped sandbox.Stop }

func (e *LimitError) Error() string { return "the build was ended by its limit: " + string(e.Stopped) }

// NewIsolatedBuilder is NewBuilder for files of strangers. Each go command, the rewriter of the explorer and each test run in a sandbox of
// their own. Child of package instrument must be called at the start of this program.
func NewIsolatedBuilder(ctx context.Context, root string, c *course.Course, runner *sandbox.Runner) (*Builder, error) {
	b, err := NewBuilder(root, c)
	if err != nil {
		return nil, err
	}
	if b.isolated, err = b.isolation(ctx, runner); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// toolVariables are the variables of the user's environment that a go command keeps.
var toolVariables = []string{"PATH", "HOME", "CC", "CXX", "CGO_CFLAGS", "CGO_LDFLAGS", "GOAMD64", "GOARM64", "LANG", "LC_ALL"}

func (b *Builder) isolation(ctx context.Context, runner *sandbox.Runner) (*isolation, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, asEnvironmentError(err)
	}
	cmd := exec.CommandContext(ctx, b.goCommand, "env", "-json", "GOROOT", "GOCACHE", "GOMODCACHE")
	cmd.Dir, cmd.Env, cmd.WaitDelay = b.root, b.folder.GoEnv(b.root), time.Second
	out, err := cmd.Output()
	if err != nil {
		return nil, goFault(ctx, err, out)
	}
	var dirs struct{ GOROOT, GOCACHE, GOMODCACHE string }
	if err := json.Unmarshal(out, &dirs); err != nil {
		return nil, &EnvironmentError{Fault: BadGo, Detail: err.Error()}
	}
	for _, dir := range []string{dirs.GOCACHE, dirs.GOMODCACHE} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, &EnvironmentError{Fault: ReadOnly, Detail: err.Error()}
		}
	}
	i := &isolation{runner: runner, self: self, goRoot: dirs.GOROOT, caches: []string{dirs.GOCACHE}, read: []string{dirs.GOROOT, dirs.GOMODCACHE, b.root, b.dir, self}}
	for _, name := range toolVariables {
		if value, set := os.LookupEnv(name); set {
			i.env = append(i.env, name+"="+value)
		}
	}
	i.env = append(i.env, "GOROOT="+dirs.GOROOT, "GOCACHE="+dirs.GOCACHE, "GOMODCACHE="+dirs.GOMODCACHE, "GOENV=off", "GOPROXY=off", "GOSUMDB=off", "GOTOOLCHAIN=local",
		"GOFLAGS=-mod=readonly", "GOWORK=off", "GOGC=400", "CGO_ENABLED=1", "PATH="+filepath.Join(dirs.GOROOT, "bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	return i, nil
}

// tool runs a trusted program on strangers' files, in the folder dir. It may write in work.
func (i *isolation) tool(ctx context.Context, program, dir, work string, args ...string) ([]byte, error) {
	var out proc.HeadTailBuffer
	env := append(i.env[:len(i.env):len(i.env)], "PWD="+dir)
	for _, name := range []string{"GOTMPDIR", "TMP", "TEMP"} {
		env = append(env, name+"="+work)
	}
	result, err := i.runner.Run(ctx, sandbox.Spec{
		Path: program, Args: args, Env: env, Dir: dir, Read: i.read, Write: []string{work}, Cache: i.caches, Tool: true, Stdout: &out, Stderr: &out,
	})
	switch {
	case err != nil:
		return nil, asEnvironmentError(err)
	case ctx.Err() != nil:
		return out.Bytes(), ctx.Err()
	case result.Stopped != sandbox.NotStopped:
		return out.Bytes(), &LimitError{result.Stopped}
	case result.ExitCode != 0:
		return out.Bytes(), &toolError{result.ExitCode}
	}
	return out.Bytes(), nil
}

// toolError is the error for a go command that ended with another status than 0.
type toolError struct{ code int }

func (e *toolError) Error() string { return fmt.Sprintf("exit status %d", e.code) }

// goCommandIn runs the go command in the repo's root. It may write in work; "" gives it a folder that is removed afterwards.
func (i *isolation) goCommandIn(ctx context.Context, b *Builder, work string, args []string) ([]byte, error) {
	if work == "" {
		var err error
		if work, err = os.MkdirTemp(b.dir, "go-"); err != nil {
			return nil, asEnvironmentError(err)
		}
		defer os.RemoveAll(work)
	}
	name := "go"
	if strings.HasSuffix(i.self, ".exe") {
		name += ".exe"
	}
	return i.tool(ctx, filepath.Join(i.goRoot, "bin", name), b.root, work, args...)
}

// testLimits are the limits of one test or one search. Package testrecord ends a test sooner that uses too much processor time.
var testLimits = sandbox.Limits{Wall: killTimeout, Processor: 60 * time.Second}

// launcher returns what starts tests.
func (b *Builder) launcher() proc.Launcher {
	if b.isolated == nil {
		return proc.Launch
	}
	return b.isolated.runner.Launcher(testLimits)
}

// testEnv returns the environment of a test's process, without the builder's additions.
func (b *Builder) testEnv() []string {
	if b.isolated == nil {
		return os.Environ()
	}
	return []string{"HOME=/", "LANG=C.UTF-8"}
}

// startChild is the instrument.Starter of isolated builders.
func (b *Builder) startChild(ctx context.Context, work string, args []string) ([]byte, error) {
	out, err := b.isolated.tool(ctx, b.isolated.self, b.root, work, args...)
	return bytes.TrimSpace(out), err
}
