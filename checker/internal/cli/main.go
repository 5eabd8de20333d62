package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"sharedmap-workshop/checker/internal/msg"
	"sharedmap-workshop/checker/internal/term"
)

// ends are the signals that end a command: Ctrl-C, Ctrl-\, a polite kill, a closed terminal, and a reader of the output that leaves (| head).
var ends = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGPIPE}

// patience is how long an interrupted command may take to end its processes and to remove its files: on a busy machine that is many times what it needs.
// Who does not want to wait presses Ctrl-C again.
const patience = time.Minute

// Main runs the checker with the process's own arguments, streams and environment, and returns its exit code.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), heard()...)
	defer stop()
	again := make(chan os.Signal, 2)
	if !signal.Ignored(os.Interrupt) { // else the commands that it starts would no longer ignore it either
		signal.Notify(again, os.Interrupt)
		defer signal.Stop(again)
	}
	return inTime(ctx, again, Env{Args: os.Args[1:], Stdin: os.Stdin, Stdout: term.Writer(ctx, os.Stdout), Stderr: term.Writer(ctx, os.Stderr), Getenv: os.Getenv})
}

// heard leaves out the signals that are ignored, because whoever started the checker wants it to go on: nohup, or a shell that has put it into the background.
func heard() []os.Signal { return slices.DeleteFunc(slices.Clone(ends), signal.Ignored) }

// inTime is Run, but for a command that is interrupted and cannot end, because it waits for something that the system does not let it give up, such as a
// file on a disk that has gone: it is left behind, at once where Ctrl-C comes again. What it was about to remove is removed by the next run. again gets each
// Ctrl-C, the one that has ended ctx included.
func inTime(ctx context.Context, again <-chan os.Signal, env Env) int {
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, env) }()
	select {
	case code := <-ended:
		return code
	case <-ctx.Done():
	}
	late := time.After(patience)
	for begun := time.Now(); ; {
		select {
		case code := <-ended:
			return code
		case <-again:
			if time.Since(begun) < oneInterrupt {
				continue
			}
		case <-late:
		}
		fmt.Fprintln(env.Stderr, msg.New(language(env)).Say("interrupted"))
		return exitMachine
	}
}

// oneInterrupt is how close together two Ctrl-C are one: a shell and a terminal may both send it.
const oneInterrupt = time.Second

// await runs f and waits for it until ctx ends. It is for what the system lets nobody give up, such as opening a pipe that nobody writes: f goes on by
// itself then, and ends with the process.
func await[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type end struct {
		value T
		err   error
	}
	ended := make(chan end, 1)
	go func() {
		value, err := f()
		ended <- end{value, err}
	}()
	select {
	case e := <-ended:
		return e.value, e.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
