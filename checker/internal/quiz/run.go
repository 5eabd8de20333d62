package quiz

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/gotest"
	"sharedmap-workshop/checker/internal/proc"
)

// runTime is how long a program may run.
const runTime = 20 * time.Second

// deadlockMessage is what Go prints when no goroutine of a program can go on.
const deadlockMessage = "fatal error: all goroutines are asleep - deadlock!"

// Run is one run of a program.
type Run struct {
	Output   []byte // stdout and stderr together, as a reader sees them
	findings []goout.Finding
}

// Run builds the program in a folder, with or without the race detector, and runs it once.
func (r *Runner) Run(ctx context.Context, program string, race bool) (Run, error) {
	bin, err := r.build(ctx, build{program, race})
	if err != nil {
		return Run{}, err
	}
	limit, stop := context.WithTimeout(ctx, runTime)
	defer stop()
	cmd := exec.CommandContext(limit, bin)
	cmd.Dir, cmd.WaitDelay = r.folder.Dir, time.Second
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "GOTRACEBACK=all")
	var out proc.HeadTailBuffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = proc.Run(cmd)
	switch {
	case ctx.Err() != nil:
		return Run{}, ctx.Err()
	case limit.Err() != nil:
		return Run{}, ErrEndless
	case cmd.ProcessState == nil:
		return Run{}, fmt.Errorf("run %s: %w", program, err)
	}
	return newRun(out.Bytes()), nil
}

// newRun returns the run that printed out. It does not look at the exit status, because a deadlock and a race end with one, too.
func newRun(out []byte) Run {
	found, _ := goout.Read(bytes.NewReader(out)) // a bytes.Reader does not fail
	return Run{out, found}
}

// build builds a program, unless it is built already, and returns its path.
func (r *Runner) build(ctx context.Context, b build) (string, error) {
	if bin := r.built[b]; bin != "" {
		return bin, nil
	}
	bin := filepath.Join(r.folder.Dir, fmt.Sprintf("%d-%s", len(r.built), path.Base(b.program)))
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	args := []string{"build", "-o", bin}
	if b.race {
		args = append(args, "-race")
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "./"+b.program)...)
	cmd.Dir, cmd.Env, cmd.WaitDelay = r.root, r.folder.GoEnv(r.root), 2*time.Second
	var out proc.HeadTailBuffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := proc.Run(cmd); err != nil {
		return "", buildFault(ctx, err, string(out.Bytes()))
	}
	r.built[b] = bin
	return bin, nil
}

// buildFault returns the error for a go command that failed with err.
func buildFault(ctx context.Context, err error, out string) error {
	var ended *exec.ExitError
	if ctx.Err() == nil && !errors.As(err, &ended) { // the command did not start
		return fmt.Errorf("build: %w", err)
	}
	return outputFault(ctx, cmp.Or(strings.TrimSpace(out), err.Error()))
}

// outputFault returns the error for a go command that failed and printed out: the context's, one of the machine, or a BuildError.
func outputFault(ctx context.Context, out string) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if fault := gotest.FaultIn(out); fault != nil {
		return fault
	}
	return &BuildError{out}
}

// Deadlocked reports whether Go ended the program because no goroutine could go on.
func (r Run) Deadlocked() bool { return bytes.Contains(r.Output, []byte(deadlockMessage)) }

// Waiting returns the goroutines that wait in main.go at the end of a deadlocked program.
func (r Run) Waiting() []goout.Goroutine {
	var out []goout.Goroutine
	for _, f := range r.findings {
		if f.Kind != goout.KindDeadlock {
			continue
		}
		for _, g := range f.Goroutines {
			if isMain(g.File) {
				out = append(out, g)
			}
		}
	}
	return out
}

// Accesses returns the accesses in main.go that the race detector reported.
func (r Run) Accesses() []goout.Access {
	var out []goout.Access
	for _, f := range r.findings {
		for _, a := range f.Accesses {
			if isMain(a.File) {
				out = append(out, a)
			}
		}
	}
	return out
}

// RaceAt returns the accesses of the first data race that has an access at the line of main.go.
func (r Run) RaceAt(line int) []goout.Access {
	for _, f := range r.findings {
		if slices.ContainsFunc(f.Accesses, func(a goout.Access) bool { return isMain(a.File) && a.Line == line }) {
			return f.Accesses
		}
	}
	return nil
}

// isMain reports whether a file of an output is the program's main.go.
func isMain(file string) bool {
	return path.Base(strings.ReplaceAll(file, `\`, "/")) == "main.go"
}
