package gotest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/proc"
)

// Program builds the lesson's program from the source, with or without the race detector, and returns the path of the binary.
func (b *Builder) Program(ctx context.Context, s Source, race bool) (string, *BuildFailure, error) {
	o := overlay{map[string]string{}}
	if _, err := b.overlayFor(s, o); err != nil {
		return "", nil, asEnvironmentError(fmt.Errorf("prepare %s: %w", s.Lesson.ID, err))
	}
	name, err := b.writeOverlay(o)
	if err != nil {
		return "", nil, asEnvironmentError(fmt.Errorf("prepare %s: %w", s.Lesson.ID, err))
	}
	dir, err := b.outputFolder()
	if err != nil {
		return "", nil, err
	}
	bin := filepath.Join(dir, "program"+exeSuffix())
	args := []string{"build", "-modfile=" + b.mod, "-overlay=" + name, "-o", bin}
	if race {
		args = append(args, "-race")
	}
	out, err := b.runGoTo(ctx, dir, append(args, "./"+s.Lesson.Dir())...)
	if err == nil {
		return bin, nil, nil
	}
	if fault := goFault(ctx, err, useLessonNames(out, s)); fault != nil {
		return "", nil, fault
	}
	return "", &BuildFailure{Kind: "build", Output: useLessonNames(out, s)}, nil
}

// ProgramResult is the result of a program's run.
type ProgramResult struct {
	Stdout      []byte
	Output      []byte // stdout and stderr, interleaved
	ExitCode    int    // -1 if a signal ended the program
	Interrupted bool   // the program did not end within its time and was interrupted
	Hung        bool   // the program did not end after the interrupt and was killed
}

// RunProgram runs a program. If the program runs longer than patience, it is interrupted, as by Ctrl-C. If it does not end within another
// patience, it is killed.
func RunProgram(ctx context.Context, l course.Lesson, bin string, patience time.Duration) (ProgramResult, error) {
	asked, stopAsking := context.WithTimeout(ctx, patience)
	defer stopAsking()
	cmd := exec.CommandContext(asked, bin)
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	cmd.WaitDelay = patience
	var stdout, both proc.HeadTailBuffer
	cmd.Stdout, cmd.Stderr = tee{&stdout, &both}, &both
	err := proc.RunGraceful(cmd, func() bool { return ctx.Err() == nil })
	if ctx.Err() != nil {
		return ProgramResult{}, ctx.Err()
	}
	if cmd.ProcessState == nil {
		return ProgramResult{}, asEnvironmentError(fmt.Errorf("run the program of %s: %w", l.ID, err))
	}
	return ProgramResult{
		Stdout: stdout.Bytes(), Output: both.Bytes(), ExitCode: cmd.ProcessState.ExitCode(), Interrupted: asked.Err() != nil,
		Hung: asked.Err() != nil && cmd.ProcessState.ExitCode() < 0,
	}, nil
}

// Raced reports whether the race detector reported a race.
func (e ProgramResult) Raced() bool { return bytes.Contains(e.Output, []byte("WARNING: DATA RACE")) }

// tee writes to both buffers, which never return an error.
type tee struct{ a, b *proc.HeadTailBuffer }

func (t tee) Write(p []byte) (int, error) {
	_, _ = t.a.Write(p) // never fails
	return t.b.Write(p)
}
