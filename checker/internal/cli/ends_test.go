package cli_test

import (
	"bytes"
	"context"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"sharedmap-workshop/checker/internal/cli"
)

// stuck is a reader of the output that takes nothing until it is told to.
type stuck struct{ asked, release chan struct{} }

func (s stuck) Write(p []byte) (int, error) {
	s.asked <- struct{}{}
	<-s.release
	return len(p), nil
}

// TestASecondInterruptWaitsForNothing interrupts a command that cannot end: it is left behind when Ctrl-C comes again, a second later or more.
func TestASecondInterruptWaitsForNothing(t *testing.T) {
	out := stuck{make(chan struct{}, 100), make(chan struct{})}
	ctx, interrupt := context.WithCancel(t.Context())
	again := make(chan os.Signal, 2)
	var errs bytes.Buffer
	code := make(chan int, 1)
	go func() {
		code <- cli.RunWithTimeout(ctx, again, cli.Env{Args: []string{"version"}, Stdout: out, Stderr: &errs, Getenv: func(string) string { return "" }})
	}()
	<-out.asked
	again <- os.Interrupt // the first, which has ended ctx
	interrupt()
	select {
	case <-code:
		t.Fatal("the first interrupt gives the command time to end")
	case <-time.After(1500 * time.Millisecond):
	}
	again <- os.Interrupt
	assert.Equal(t, 3, <-code)
	assert.Equal(t, "Interrupted.\n", errs.String())
	close(out.release)
}
