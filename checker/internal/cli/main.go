package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"sharedmap-workshop/checker/internal/term"
)

// endSignals lists the signals that end a command: Ctrl-C, Ctrl-\, SIGTERM and a closed terminal.
var endSignals = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}

// exitTimeout is the time that an interrupted command has to end its processes and to remove its files. It is long enough for a busy machine. Users
// who do not want to wait press Ctrl-C again.
const exitTimeout = time.Minute

// Main runs the checker with the process's own arguments, streams and environment, and returns its exit code.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), activeSignals()...)
	defer stop()
	ctx, end := context.WithCancel(ctx)
	defer end()
	survivePipes()
	again := make(chan os.Signal, 2)
	if !signal.Ignored(os.Interrupt) { // if the signal is ignored, child processes must ignore it too
		signal.Notify(again, os.Interrupt)
		defer signal.Stop(again)
	}
	return runWithTimeout(ctx, again, Env{Args: os.Args[1:], Stdin: os.Stdin, Stdout: term.Writer(ctx, os.Stdout, end), Stderr: term.Writer(ctx, os.Stderr, end), Getenv: os.Getenv})
}

// survivePipes makes a write to a pipe or a connection that nobody reads an error and no more. The system sends SIGPIPE for each of them, also when a
// browser leaves the page of `checker web`. A closed stdout, as in | head, ends the command through its term.Writer.
func survivePipes() {
	if !signal.Ignored(syscall.SIGPIPE) {
		signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // nobody receives: the error of the write says it
	}
}

// activeSignals returns endSignals without the ignored ones. The parent process ignores a signal on purpose, as nohup does, or a shell for a
// background command.
func activeSignals() []os.Signal { return slices.DeleteFunc(slices.Clone(endSignals), signal.Ignored) }

// runWithTimeout runs a command like Run. After an interrupt, it waits for the command at most exitTimeout, or until the user presses Ctrl-C again.
// The limit is for a command that is blocked in a system call, such as a read from a disk that is gone. The next run removes the files that the
// command left. The channel again receives each Ctrl-C, also the one that ended ctx.
func runWithTimeout(ctx context.Context, again <-chan os.Signal, env Env) int {
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, env) }()
	select {
	case code := <-ended:
		return code
	case <-ctx.Done():
	}
	late := time.After(exitTimeout)
	for begun := time.Now(); ; {
		select {
		case code := <-ended:
			return code
		case <-again:
			if time.Since(begun) < sameInterrupt {
				continue
			}
		case <-late:
		}
		fmt.Fprintln(env.Stderr, printer(env).Say("interrupted"))
		return exitMachine
	}
}

// sameInterrupt is the time in which two interrupts count as one, because a shell and a terminal may both send one.
const sameInterrupt = time.Second

// await runs f and returns its result, or the context's error if ctx ends first. It is for calls that cannot be cancelled, such as opening a pipe
// without a writer. After the context ends, f continues in its goroutine until the process ends.
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
