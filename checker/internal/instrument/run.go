package instrument

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/proc"
)

// NoResultError is the error for a run that ended without a result.
type NoResultError struct {
	Test     string
	ExitCode int    // -1 if a signal ended the process
	Flooded  bool   // the process was killed because it printed too much
	Stopped  string // the limit that ended the process, as package sandbox names it; "" if none did
	Output   string
}

func (e *NoResultError) Error() string {
	return fmt.Sprintf("the exploring run of %s ended with status %d and left no result\n%s", e.Test, e.ExitCode, e.Output)
}

// UnfitError is the error for a test that turned out to be impossible to explore. It says nothing about the test's correctness.
type UnfitError struct {
	Kind string // one of the kinds below
	What string // the message of the runtime or of the explorer
}

// The kinds of UnfitError.
const (
	Outlives   = "outlives"   // a goroutine or a channel of one schedule was used in the next one, although it belongs to its own synctest bubble
	Leftover   = "leftover"   // a schedule ends differently in a new process than after other schedules
	Diverges   = "unlike"     // the same choices do not lead to the same steps, although the schedule always ends the same way
	Unrestored = "unrestored" // the packages' initial state could not be restored
	Stalled    = "stalled"    // a goroutine waits in uninstrumented code for a goroutine that waits for its turn
)

func (e *UnfitError) Error() string { return strings.TrimSpace(e.Kind + ": " + e.What) }

// RunOptions select the test to explore, and the limits of the exploration.
type RunOptions struct {
	Test string
	explore.Order
}

// RunTest explores one test of the binary. It confirms a finding by a replay in a new process.
func (b *Binary) RunTest(ctx context.Context, o RunOptions) (*explore.Result, error) {
	r, err := b.run(ctx, o)
	if err != nil || o.Replay != "" {
		return r, err
	}
	return b.confirm(ctx, o, r)
}

// run runs one exploring process and returns its result.
func (b *Binary) run(ctx context.Context, o RunOptions) (*explore.Result, error) {
	limit, stop := context.WithCancel(ctx)
	defer stop()
	launch, dir := b.Launch, b.Dir
	if launch == nil {
		launch = proc.Launch
	} else {
		var err error
		if dir, err = os.MkdirTemp(b.work, "run-"); err != nil {
			return nil, fmt.Errorf("explore %s: %w", o.Test, err)
		}
		defer os.RemoveAll(dir)
	}
	cmd := exec.CommandContext(limit, b.Path, "-test.run=^"+o.Test+"$", "-test.count=1", "-test.timeout=0", "-test.paniconexit0")
	cmd.Dir, cmd.Env, cmd.WaitDelay = dir, b.environment(), time.Second
	out := proc.HeadTailBuffer{OnFlood: stop}
	cmd.Stdout, cmd.Stderr = &out, &out
	order := o.Order
	order.Code, order.Sources = b.Digest, b.sourcesFile()
	ended, runErr := launch(limit, cmd, order, append(b.reads[:len(b.reads):len(b.reads)], b.data())...)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("explore %s: %w", o.Test, ctx.Err())
	}
	r, err := explore.ResultOf(ended.Messages)
	switch {
	case err != nil:
		return nil, fmt.Errorf("explore %s: %w", o.Test, err)
	case r != nil && ended.Stopped == "":
		return rejectUnfit(r)
	case out.Flooded():
		return nil, &NoResultError{Test: o.Test, ExitCode: -1, Flooded: true, Output: string(out.Bytes())}
	case runErr != nil:
		return nil, fmt.Errorf("explore %s: %w", o.Test, runErr)
	case ended.Stopped != "":
		return nil, &NoResultError{Test: o.Test, ExitCode: ended.ExitCode, Stopped: ended.Stopped, Output: string(out.Bytes())}
	}
	return crashed(o.Test, string(out.Bytes()), ended.ExitCode)
}

// rejectUnfit returns an UnfitError if the result only says that the test cannot be explored.
func rejectUnfit(r *explore.Result) (*explore.Result, error) {
	switch r.Cause {
	case explore.Unrestored:
		return nil, &UnfitError{Unrestored, r.Message}
	case explore.Stalled:
		return nil, &UnfitError{Stalled, r.Message}
	}
	return r, nil
}

func (b *Binary) environment() []string {
	env := b.env
	if env == nil {
		env = os.Environ()
	}
	return append(env[:len(env):len(env)], "GODEBUG=asynctimerchan=0", "GOTRACEBACK=all")
}

// crashed returns the result of a process that crashed. It contains only the runtime's message.
func crashed(test, out string, code int) (*explore.Result, error) {
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		if what, ok := strings.CutPrefix(line, "fatal error: "); ok && strings.Contains(what, "synctest") {
			return nil, &UnfitError{Outlives, what}
		}
		if strings.HasPrefix(line, "fatal error: ") || strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "runtime: goroutine stack exceeds") {
			return &explore.Result{Version: explore.Version, Scenario: test, Cause: explore.Panic, Message: line}, nil
		}
	}
	return nil, &NoResultError{Test: test, ExitCode: code, Output: out}
}
