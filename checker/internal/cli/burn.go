package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"

	"github.com/spf13/cobra"

	"sharedmap-workshop/checker/internal/term"
	"sharedmap-workshop/checker/internal/verify"
)

// burnCommand is the hidden command that keeps one processor busy until its stdin ends, for `verify --load`: a process of its own, because
// GOMAXPROCS may bind this one.
func (a *app) burnCommand() *cobra.Command {
	c := &cobra.Command{Use: "burn", Hidden: true, SilenceErrors: true, SilenceUsage: true, Args: a.noArgs}
	c.RunE = func(c *cobra.Command, _ []string) error {
		ctx, cancel := context.WithCancel(c.Context())
		done := make(chan struct{})
		go func() { verify.GenerateLoad(ctx, 1); close(done) }()
		_, err := io.Copy(io.Discard, term.Reader(c.Context(), a.Stdin)) // ends when the parent does
		cancel()
		<-done
		return err
	}
	return c
}

// burn starts n busy processes and returns what ends them and waits for them.
func (a *app) burn(ctx context.Context, n int) (stop func(), err error) {
	var ends []func()
	stop = func() {
		for _, end := range ends {
			end()
		}
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	for range n {
		cmd := exec.CommandContext(ctx, self, "burn")
		in, err := cmd.StdinPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			stop()
			return nil, fmt.Errorf("load: %w", err)
		}
		ends = append(ends, func() {
			_ = in.Close() // this is what ends it
			_ = cmd.Wait() // how it ends does not matter
		})
	}
	return stop, nil
}
