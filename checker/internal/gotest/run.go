package gotest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/proc"
	"sharedmap-workshop/checker/testrecord"
)

// killTimeout is how long a test's process may run. Package testrecord has shorter limits, which print where every goroutine is, so this
// limit is reached only if those fail.
const killTimeout = 90 * time.Second

// Binary is a lesson's test binary.
type Binary struct {
	builder *Builder
	lesson  course.Lesson
	path    string
	answer  string // which answer to test, if the binary contains several; else ""
	Lang    string // the language of the tests' messages; "" for the Builder's
	// Replaced are the lesson's files that differ from the originals. The originals were built instead.
	Replaced []string
}

// Remove deletes the binary.
func (b *Binary) Remove() error { return os.RemoveAll(filepath.Dir(b.path)) }

// Run runs one step in a process of its own. An error is the machine's. Everything that the student's program does is in the result.
func (b *Binary) Run(ctx context.Context, step course.Step) (StepResult, error) {
	dir, err := os.MkdirTemp(b.builder.dir, "step-")
	if err != nil {
		return StepResult{}, asEnvironmentError(fmt.Errorf("run %s: %w", b.lesson.StepID(step), err))
	}
	defer os.RemoveAll(dir)
	limit, stop := context.WithTimeout(ctx, killTimeout)
	defer stop()
	out := &proc.HeadTailBuffer{OnFlood: stop}
	cmd := b.command(limit, dir)
	cmd.Stdout, cmd.Stderr = out, out
	start := time.Now()
	ended, err := b.builder.launcher()(limit, cmd, testrecord.Task{Test: step.Test, Answer: b.answer, Watch: true})
	if err != nil {
		return StepResult{}, startError(ctx, fmt.Errorf("run %s: %w", b.lesson.StepID(step), err))
	}
	reported := races(dir)
	words := asMain(b.answer)
	raced, stopped := readDetector(reported, b.builder.isolated != nil)
	return StepResult{
		Step: step, Ran: true, Seconds: time.Since(start).Seconds(),
		Output: words.output(append(out.Bytes(), reported...)), Raced: raced, Truncated: out.Truncated(), Flooded: out.Flooded(),
		ExitCode: ended.ExitCode, Cancelled: ctx.Err() != nil, Stopped: cmp.Or(ended.Stopped, stopped),
		Killed: errors.Is(limit.Err(), context.DeadlineExceeded),
		Report: words.report(testrecord.Read(step.Test, ended.Messages)),
	}, nil
}

func (b *Binary) command(ctx context.Context, dir string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, b.path)
	cmd.Dir = b.builder.lessonDir(b.lesson.Dir())
	if b.builder.isolated != nil {
		cmd.Dir = dir // nothing else is there to read, or to write
	}
	cmd.Env = append(b.builder.testEnv(),
		"GORACE=atexit_sleep_ms=0 history_size=7 log_path="+quoteOption(filepath.Join(dir, "race")),
		"GOTRACEBACK=all",
	)
	cmd.Env = append(cmd.Env, b.builder.lang(b.Lang)...)
	cmd.WaitDelay = time.Second
	return cmd
}

// quoteOption quotes a value for GORACE. Without quotes, the race detector ends a value at a blank, a comma or a colon, such as the one
// after a Windows drive (FlagParser::parse_flag in LLVM's sanitizer_flag_parser.cpp).
func quoteOption(value string) string {
	if strings.Contains(value, `"`) {
		return "'" + value + "'"
	}
	return `"` + value + `"`
}

// races returns the race detector's reports, which it writes to files named race.PID.
func races(dir string) []byte {
	names, err := filepath.Glob(filepath.Join(dir, "race.*"))
	if err != nil {
		return nil
	}
	var all []byte
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err == nil {
			all = append(all, b[:min(len(b), proc.HeadLimit)]...)
		}
	}
	return all
}
