package gotest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/proc"
)

// StepTimeout is how long a step may take; a green one takes well under a second.
const StepTimeout = 10 * time.Second

// grace is how much longer than StepTimeout a process may live: its own time-out prints where every goroutine stands.
const grace = 5 * time.Second

// Binary is a lesson's test binary.
type Binary struct {
	builder *Builder
	lesson  course.Lesson
	path    string
	answer  string // which one, where the binary holds several; else ""
	// Replaced names the lesson's files that differ from the originals, which were built instead.
	Replaced []string
}

// Remove deletes the binary.
func (b *Binary) Remove() error { return os.Remove(b.path) }

// Run runs one step in a process of its own. The error is the machine's; whatever the student's program does is in the result.
func (b *Binary) Run(ctx context.Context, step course.Step) (StepResult, error) {
	dir, err := os.MkdirTemp(b.builder.tmp, "step-")
	if err != nil {
		return StepResult{}, fmt.Errorf("run %s: %w", b.lesson.StepID(step), err)
	}
	defer os.RemoveAll(dir)
	limit, stop := context.WithTimeout(ctx, StepTimeout+grace)
	defer stop()
	nonce := rand.Text()
	out := &head{over: stop}
	cmd := b.command(limit, dir, step, nonce)
	cmd.Stdout, cmd.Stderr = out, out
	start := time.Now()
	err = proc.Run(cmd)
	if cmd.ProcessState == nil {
		return StepResult{}, fmt.Errorf("run %s: %w", b.lesson.StepID(step), err)
	}
	r := StepResult{
		Step: step, Status: Fail, Seconds: time.Since(start).Seconds(),
		Output: append(out.bytes(), races(dir)...), Cut: out.cut(), Flooded: out.flooded(),
		ExitCode: cmd.ProcessState.ExitCode(), Cancelled: ctx.Err() != nil,
	}
	r.TimedOut = errors.Is(limit.Err(), context.DeadlineExceeded)
	r.Recorded = readVerdict(filepath.Join(dir, "verdict"), nonce, step.Test)
	switch {
	case r.Cancelled:
		r.Status = NotRun
	case err == nil && r.ExitCode == 0 && r.Recorded:
		r.Status = Pass
	}
	return r, nil
}

func (b *Binary) command(ctx context.Context, dir string, step course.Step, nonce string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, b.path)
	cmd.Dir = b.builder.lessonDir(b.lesson.Dir())
	cmd.Env = append(os.Environ(),
		"GORACE=atexit_sleep_ms=0 history_size=7 log_path="+quoted(filepath.Join(dir, "race")),
		"GOTRACEBACK=all",
		envVerdict+"="+filepath.Join(dir, "verdict"),
		envTest+"="+step.Test,
		envNonce+"="+nonce,
		envTimeout+"="+StepTimeout.String(),
	)
	if b.answer != "" {
		cmd.Env = append(cmd.Env, envAnswer+"="+b.answer)
	}
	cmd.Env = append(cmd.Env, b.builder.lang()...)
	cmd.WaitDelay = time.Second
	return cmd
}

// quoted is a value as the race detector reads it in GORACE, where a blank, a comma or a colon, such as the one behind Windows' drives, would
// end it; whatever stands in quotes does not (FlagParser::parse_flag in LLVM's sanitizer_flag_parser.cpp).
func quoted(value string) string {
	if strings.Contains(value, `"`) {
		return "'" + value + "'"
	}
	return `"` + value + `"`
}

// readVerdict reports whether the file holds a pass of that test under that nonce.
func readVerdict(name, nonce, test string) bool {
	b, err := os.ReadFile(name)
	return err == nil && strings.TrimSpace(string(b)) == nonce+" "+test+" 0"
}

// races returns the race detector's reports, which it writes to race.PID.
func races(dir string) []byte {
	names, err := filepath.Glob(filepath.Join(dir, "race.*"))
	if err != nil {
		return nil
	}
	var all []byte
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err == nil {
			all = append(all, b[:min(len(b), keepHead)]...)
		}
	}
	return all
}
