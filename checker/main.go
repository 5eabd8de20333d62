// Checker runs the workshop's lessons and tells what is red and why.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"sharedmap-workshop/checker/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, cli.Env{Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv})
	stop()
	os.Exit(code)
}
