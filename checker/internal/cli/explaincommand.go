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

// explainCommandOutput runs a command, shows and explains its output, and ends with the command's exit code.
func (a *app) explainCommandOutput(ctx context.Context, args []string, f outputFlags) error {
	pr, pw := io.Pipe()
	var found []goout.Finding
	var readErr error
	var wg sync.WaitGroup
	wg.Go(func() {
		found, readErr = goout.Read(pr)
		_, _ = io.Copy(io.Discard, pr) // keep reading after an error, so that the command does not block
	})
	out, errs := &lineWriter{to: a.passThroughWriter(f), also: pw}, &lineWriter{to: a.Stderr, also: pw}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = a.Stdin, out, errs
	cmd.WaitDelay = explainGrace
	if own, err := scratch.Open(); err == nil { // without a scratch folder, the command uses the ordinary one
		defer own.Close()
		cmd.Env = own.GoTempEnv(os.Environ())
	}
	err := a.runExplained(cmd)
	out.flush()
	errs.flush()
	_ = pw.Close() // Close of a PipeWriter always returns nil
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
	if errors.Is(err, syscall.EPIPE) { // the command ended because the checker's stdout or stderr is closed
		return err
	}
	code := cmd.ProcessState.ExitCode()
	if code != 0 && len(found) == 0 && ctx.Err() == nil {
		found = []goout.Finding{{Kind: goout.KindExit, Text: a.say.Say("explain.exit", "state", cmd.ProcessState.String())}}
	}
	if code < 0 {
		a.print(a.Stderr, a.say.Say("explain.signal", "state", cmd.ProcessState.String()))
		code = exitMachine
	}
	if ctx.Err() != nil && cmd.ProcessState.ExitCode() >= 0 { // the command handled the interrupt itself
		a.print(a.Stderr, a.say.Say("interrupted"))
	}
	if len(found) > 0 || a.json || f.forTools() || code != 0 && ctx.Err() == nil {
		if !a.json && !f.forTools() {
			fmt.Fprintln(a.Stdout)
		}
		if err := a.showFound(found, f); err != nil {
			return err
		}
	}
	return exitWith(code)
}

// explainGrace is the time that an interrupted command has to end, and the time that its child processes may keep its output open.
const explainGrace = 2 * time.Second

// runExplained runs a command and its child processes. On a terminal, the command stays in the foreground, so it can read keys and receives Ctrl-C
// itself.
func (a *app) runExplained(cmd *exec.Cmd) error {
	ask := func() bool { return true } // ask the command to end first, so that the go command can remove its temporary files
	if term.IsTerminal(a.Stdin) {
		return proc.RunInForeground(cmd, ask)
	}
	return proc.RunGraceful(cmd, ask)
}

// exitCode is an error that ends the checker with a given exit code.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

func exitWith(code int) error {
	if code == 0 {
		return nil
	}
	return exitCode(code)
}

// lineWriter writes everything to one writer at once, and only whole lines to a second writer. Two streams that share the second writer do not split
// each other's lines.
type lineWriter struct {
	to, also io.Writer
	part     []byte
}

// maxPart is the largest part of an unfinished line, in bytes, that a lineWriter holds back.
const maxPart = 64 << 10

func (l *lineWriter) Write(p []byte) (int, error) {
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

func (l *lineWriter) flush() {
	if len(l.part) > 0 {
		_, _ = l.also.Write(append(l.part, '\n')) // cannot fail: the reader of the pipe reads everything
	}
}
