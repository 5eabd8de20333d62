package gotest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"

	"sharedmap-workshop/checker/internal/course"
	"sharedmap-workshop/checker/internal/proc"
)

// Program builds the lesson's program with the source in the student's place, with the race detector or without.
func (b *Builder) Program(ctx context.Context, s Source, race bool) (string, *BuildFailure, error) {
	o := overlay{map[string]string{}}
	if _, err := b.overlayFor(s, o); err != nil {
		return "", nil, asMachine(fmt.Errorf("prepare %s: %w", s.Lesson.ID, err))
	}
	name, err := b.writeOverlay(o)
	if err != nil {
		return "", nil, asMachine(fmt.Errorf("prepare %s: %w", s.Lesson.ID, err))
	}
	bin := b.scratch("program" + exeSuffix())
	args := []string{"build", "-modfile=" + b.mod, "-overlay=" + name, "-o", bin}
	if race {
		args = append(args, "-race")
	}
	out, err := b.goCommand(ctx, append(args, "./"+s.Lesson.Dir())...)
	if err == nil {
		return bin, nil, nil
	}
	if fault := goFault(ctx, err, asLessons(out, s)); fault != nil {
		return "", nil, fault
	}
	return "", &BuildFailure{Kind: "build", Output: asLessons(out, s)}, nil
}

// Ended is how a run of a program ended.
type Ended struct {
	Stdout   []byte
	Output   []byte // stdout and stderr as they came
	ExitCode int    // -1 when a signal ended it
	Asked    bool   // it went on until it was asked to end
	Hung     bool   // and did not end even then
}

// RunProgram runs a program. One that goes on for longer than patience is asked to end, as by Ctrl-C, and killed when it does not heed that
// for as long again.
func RunProgram(ctx context.Context, l course.Lesson, bin string, patience time.Duration) (Ended, error) {
	asked, stopAsking := context.WithTimeout(ctx, patience)
	defer stopAsking()
	cmd := exec.CommandContext(asked, bin)
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0")
	cmd.WaitDelay = patience
	var stdout, both proc.HeadTailBuffer
	cmd.Stdout, cmd.Stderr = tee{&stdout, &both}, &both
	err := proc.RunGraceful(cmd, func() bool { return ctx.Err() == nil })
	if ctx.Err() != nil {
		return Ended{}, ctx.Err()
	}
	if cmd.ProcessState == nil {
		return Ended{}, asMachine(fmt.Errorf("run the program of %s: %w", l.ID, err))
	}
	return Ended{
		Stdout: stdout.Bytes(), Output: both.Bytes(), ExitCode: cmd.ProcessState.ExitCode(), Asked: asked.Err() != nil,
		Hung: asked.Err() != nil && cmd.ProcessState.ExitCode() < 0,
	}, nil
}

// Raced reports whether the race detector had something to say.
func (e Ended) Raced() bool { return bytes.Contains(e.Output, []byte("WARNING: DATA RACE")) }

// tee writes to both; neither fails.
type tee struct{ a, b *proc.HeadTailBuffer }

func (t tee) Write(p []byte) (int, error) {
	_, _ = t.a.Write(p) // it takes all
	return t.b.Write(p)
}
