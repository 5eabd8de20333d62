package cli

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// Main runs the checker with the process's own arguments, streams and environment, and returns its exit code. A closed terminal and a reader that leaves
// (| head) end it like Ctrl-C does, so that it takes its temporary files with it.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	defer stop()
	return Run(ctx, Env{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv})
}
