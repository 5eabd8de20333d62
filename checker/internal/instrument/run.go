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

// NoResultError says that a run ended without a result.
type NoResultError struct {
	Test     string
	ExitCode int  // -1: a signal ended it
	Flooded  bool // it was ended because it printed without end
	Output   string
}

func (e *NoResultError) Error() string {
	return fmt.Sprintf("the exploring run of %s ended with status %d and left no result\n%s", e.Test, e.ExitCode, e.Output)
}

// UnfitError says that a test cannot be explored, which was found out by trying. Nothing is known of the test itself then.
type UnfitError struct {
	Kind string // one of the kinds below
	What string // what the runtime or the explorer says
}

// The kinds of UnfitError.
const (
	Outlives   = "outlives"   // something of one schedule took part in the next: a goroutine, or a channel, which belongs to its bubble
	Leftover   = "leftover"   // a schedule ends otherwise in a process of its own than after other schedules
	Unlike     = "unlike"     // the same choices do not lead the same way, though the schedule always ends alike
	Unrestored = "unrestored" // the state that the packages begin with could not be made again
	Stalled    = "stalled"    // a goroutine waits in code without points, for one that waits for its turn
)

func (e *UnfitError) Error() string { return strings.TrimSpace(e.Kind + ": " + e.What) }

// RunOptions are one exploration: the test or scenario, and the rest of the order.
type RunOptions struct {
	Test string
	explore.Order
}

// RunTest explores one test of the binary. What it finds is made again in a process of its own, where no schedule has been before.
func (b *Binary) RunTest(ctx context.Context, o RunOptions) (*explore.Result, error) {
	r, err := b.run(ctx, o)
	if err != nil || o.Replay != "" {
		return r, err
	}
	return b.confirm(ctx, o, r)
}

// run makes one exploring process.
func (b *Binary) run(ctx context.Context, o RunOptions) (*explore.Result, error) {
	limit, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(limit, b.Path, "-test.run=^"+o.Test+"$", "-test.count=1", "-test.timeout=0", "-test.paniconexit0")
	cmd.Dir, cmd.Env, cmd.WaitDelay = b.Dir, b.environment(), time.Second
	out := proc.HeadTailBuffer{OnFlood: stop}
	cmd.Stdout, cmd.Stderr = &out, &out
	order := o.Order
	order.Code, order.Sources = b.Digest, b.sourcesFile()
	messages, runErr := proc.RunLinked(cmd, order)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("explore %s: %w", o.Test, ctx.Err())
	}
	r, err := explore.ResultOf(messages)
	switch {
	case err != nil:
		return nil, fmt.Errorf("explore %s: %w", o.Test, err)
	case r != nil:
		return fit(r)
	case out.Flooded():
		return nil, &NoResultError{Test: o.Test, ExitCode: -1, Flooded: true, Output: string(out.Bytes())}
	case cmd.ProcessState == nil:
		return nil, fmt.Errorf("explore %s: %w", o.Test, runErr)
	}
	return crashed(o.Test, string(out.Bytes()), cmd.ProcessState.ExitCode())
}

// fit takes a result apart that only says why there is none.
func fit(r *explore.Result) (*explore.Result, error) {
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

// crashed makes a result of a run that died: what the runtime says is all that is known.
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
