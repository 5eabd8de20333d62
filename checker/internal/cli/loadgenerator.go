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

// loadGeneratorCommand returns the hidden command that keeps one processor busy until its stdin ends. `verify --load` starts the command in
// processes of their own, because GOMAXPROCS may limit this process.
func (a *app) loadGeneratorCommand() *cobra.Command {
	c := &cobra.Command{Use: "burn", Hidden: true, SilenceErrors: true, SilenceUsage: true, Args: a.noArgs}
	c.RunE = func(c *cobra.Command, _ []string) error {
		ctx, cancel := context.WithCancel(c.Context())
		done := make(chan struct{})
		go func() { verify.GenerateLoad(ctx, 1); close(done) }()
		_, err := io.Copy(io.Discard, term.Reader(c.Context(), a.Stdin)) // returns when the parent process ends
		cancel()
		<-done
		return err
	}
	return c
}

// startLoadGenerators starts n busy processes. It returns a function that ends them and waits for them.
func (a *app) startLoadGenerators(ctx context.Context, n int) (stop func(), err error) {
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
			_ = in.Close() // ends the process
			_ = cmd.Wait() // its exit status does not matter
		})
	}
	return stop, nil
}
