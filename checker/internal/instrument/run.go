package instrument

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/internal/proc"
)

// ErrNoResult says that a run ended without a result.
var ErrNoResult = errors.New("the exploring run left no result")

// RunOptions bound one exploration; zero values are the explorer's own limits.
type RunOptions struct {
	Test      string // the test or scenario
	Bound     int    // preemptions a schedule; negative: 0
	Schedules int
	Time      time.Duration
	All       bool   // count all that break
	Further   bool   // go on behind a leak
	NoTimers  bool   // timers fire only when nothing else can move
	NoRaces   bool   // unsynchronised accesses alone are no finding
	Replay    string // a saved result
	Progress  string // a file for the number of schedules so far
}

// RunTest explores one test of the binary.
func (b *Binary) RunTest(ctx context.Context, o RunOptions) (*explore.Result, error) {
	dir, err := os.MkdirTemp(b.work, "run-")
	if err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "result.json")
	cmd := exec.CommandContext(ctx, b.Path, "-test.run=^"+o.Test+"$", "-test.count=1", "-test.timeout=0")
	cmd.Dir, cmd.Env, cmd.WaitDelay = b.Dir, b.environment(o, file), time.Second
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	runErr := proc.Run(cmd)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("explore %s: %w", o.Test, ctx.Err())
	}
	r, err := explore.Load(file)
	if err != nil {
		return crashed(o.Test, out.String(), runErr)
	}
	return r, nil
}

func (b *Binary) environment(o RunOptions, result string) []string {
	env := b.env
	if env == nil {
		env = os.Environ()
	}
	env = append(env[:len(env):len(env)], "GODEBUG=asynctimerchan=0", "GOTRACEBACK=all",
		explore.EnvResult+"="+result, explore.EnvCode+"="+b.Digest, explore.EnvReplay+"="+o.Replay, explore.EnvProgress+"="+o.Progress,
		explore.EnvSources+"="+b.sourcesFile())
	set := func(name, value string, yes bool) {
		if yes {
			env = append(env, name+"="+value)
		}
	}
	set(explore.EnvBound, strconv.Itoa(max(o.Bound, 0)), o.Bound != 0)
	set(explore.EnvSchedules, strconv.Itoa(o.Schedules), o.Schedules > 0)
	set(explore.EnvTime, o.Time.String(), o.Time > 0)
	set(explore.EnvAll, "1", o.All)
	set(explore.EnvFurther, "1", o.Further)
	set(explore.EnvTimers, "0", o.NoTimers)
	set(explore.EnvRaces, "0", o.NoRaces)
	return env
}

// ErrOutlives says that something which outlives a schedule took part in the next one: a package variable that keeps a
// channel, or a goroutine that was started before the test. Each schedule has a bubble of its own, so the runtime ends that.
var ErrOutlives = errors.New("something outlives a schedule")

// crashed makes a result of a run that died: what the runtime says is all that is known.
func crashed(test, out string, err error) (*explore.Result, error) {
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		if what, ok := strings.CutPrefix(line, "fatal error: "); ok && strings.Contains(what, "synctest") {
			return nil, fmt.Errorf("%w: %s", ErrOutlives, what)
		}
		if strings.HasPrefix(line, "fatal error: ") || strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "runtime: goroutine stack exceeds") {
			return &explore.Result{Version: explore.Version, Scenario: test, Cause: explore.Panic, Message: line}, nil
		}
	}
	return nil, fmt.Errorf("%w: %s: %w\n%s", ErrNoResult, test, err, out)
}
