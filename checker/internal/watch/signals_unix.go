//go:build unix

package watch

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// readSignals sends what signals ask for; SIGINT and SIGTERM end the context and need nobody here.
func readSignals(ctx context.Context, send sendFunc) error {
	kinds := map[os.Signal]signalKind{syscall.SIGTSTP: suspend, syscall.SIGCONT: continued, syscall.SIGHUP: hangUp, syscall.SIGQUIT: hangUp}
	signals := make(chan os.Signal, 8)
	for s := range kinds {
		signal.Notify(signals, s)
	}
	defer signal.Stop(signals)
	for {
		select {
		case s := <-signals:
			send(ctx, event{signal: kinds[s]})
		case <-ctx.Done():
			return nil
		}
	}
}

// stopSelf stops this process as Ctrl-Z would have; SIGCONT lets it go on.
func stopSelf() error { return syscall.Kill(syscall.Getpid(), syscall.SIGSTOP) }
