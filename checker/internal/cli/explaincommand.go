package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"sharedmap-workshop/checker/internal/goout"
	"sharedmap-workshop/checker/internal/proc"
	"sharedmap-workshop/checker/internal/scratch"
	"sharedmap-workshop/checker/internal/term"
)

// explainCommandOutput runs a command, passes on what it prints, explains that, and ends with the command's own exit code.
func (a *app) explainCommandOutput(ctx context.Context, args []string) error {
	pr, pw := io.Pipe()
	var found []goout.Finding
	var readErr error
	var wg sync.WaitGroup
	wg.Go(func() {
		found, readErr = goout.Read(pr)
		_, _ = io.Copy(io.Discard, pr) // after an error the command must not wait for a reader
	})
	out, errs := &lines{to: a.passOn(), also: pw}, &lines{to: a.Stderr, also: pw}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.Stdin, out, errs
	cmd.WaitDelay = explainPatience
	if own, err := scratch.Open(); err == nil { // else the command does without
		defer own.Close()
		cmd.Env = own.GoTempEnv(os.Environ())
	}
	err := a.runExplained(cmd)
	out.flush()
	errs.flush()
	_ = pw.Close() // the reader's end: it has no error to give
	wg.Wait()
	if cmd.ProcessState == nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if cmd.ProcessState == nil {
		return usage(a.say.Say("explain.not-started", "command", args[0], "error", err.Error()))
	}
	if readErr != nil {
		return fmt.Errorf("read the output: %w", readErr)
	}
	if errors.Is(err, syscall.EPIPE) { // it has ended because what it wrote could not be passed on
		return err
	}
	code := cmd.ProcessState.ExitCode()
	if code != 0 && len(found) == 0 && ctx.Err() == nil {
		found = []goout.Finding{{Kind: goout.KindExit, Text: a.say.Say("explain.exit", "state", cmd.ProcessState.String())}}
	}
	if code < 0 {
		a.tell(a.Stderr, a.say.Say("explain.signal", "state", cmd.ProcessState.String()))
		code = exitMachine
	}
	if ctx.Err() != nil && cmd.ProcessState.ExitCode() >= 0 { // the command has ended in its own way when it was asked to
		a.tell(a.Stderr, a.say.Say("interrupted"))
	}
	if len(found) > 0 || a.json || code != 0 && ctx.Err() == nil {
		if !a.json {
			fmt.Fprintln(a.Stdout)
		}
		if err := a.showFound(found); err != nil {
			return err
		}
	}
	return exitWith(code)
}

// explainPatience is how long a command that is asked to end may take, and how long its output may be held open by what it leaves behind.
const explainPatience = 2 * time.Second

// runExplained runs a command with all that it starts. With a terminal it stays in the terminal's foreground, where it can read keys and gets Ctrl-C itself.
func (a *app) runExplained(cmd *exec.Cmd) error {
	ask := func() bool { return true } // the go command removes its temporary files
	if term.IsTerminal(a.Stdin) {
		return proc.RunInForeground(cmd, ask)
	}
	return proc.RunGraceful(cmd, ask)
}

// exitCode ends the checker with a command's own exit code.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

func exitWith(code int) error {
	if code == 0 {
		return nil
	}
	return exitCode(code)
}

// lines passes on what is written, and gives whole lines to a second writer, so that two streams do not break each other's.
type lines struct {
	to, also io.Writer
	part     []byte
}

// maxPart is how much of an unended line is held back, in bytes.
const maxPart = 64 << 10

func (l *lines) Write(p []byte) (int, error) {
	if _, err := l.to.Write(p); err != nil {
		return 0, err
	}
	l.part = append(l.part, p...)
	end := strings.LastIndexByte(string(l.part), '\n') + 1
	if end == 0 && len(l.part) > maxPart {
		end = len(l.part)
	}
	if end > 0 {
		if _, err := l.also.Write(l.part[:end]); err != nil {
			return 0, err
		}
		l.part = append(l.part[:0], l.part[end:]...)
	}
	return len(p), nil
}

func (l *lines) flush() {
	if len(l.part) > 0 {
		_, _ = l.also.Write(append(l.part, '\n')) // the pipe's reader takes all
	}
}
