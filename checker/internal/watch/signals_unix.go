//go:build unix

package watch

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// signalAction returns the action that a signal asks for. SIGINT and SIGTERM end the context and do not get here.
func signalAction(s os.Signal) signalKind {
	switch s {
	case syscall.SIGTSTP:
		return suspend
	case syscall.SIGCONT:
		return resume
	}
	return hangup
}

// Signals catches the signals that concern a terminal. Call Listen before the terminal is changed.
type Signals struct{ caught chan os.Signal }

// Listen starts to catch signals. Stop ends that.
func Listen() *Signals {
	s := &Signals{make(chan os.Signal, 8)}
	signal.Notify(s.caught, syscall.SIGTSTP, syscall.SIGCONT, syscall.SIGHUP, syscall.SIGQUIT)
	return s
}

// Stop restores the default effect of the signals.
func (s *Signals) Stop() { signal.Stop(s.caught) }

// read sends an event for each signal until ctx ends.
func (s *Signals) read(ctx context.Context, send sendFunc) error {
	for {
		select {
		case sig := <-s.caught:
			send(ctx, event{signal: signalAction(sig)})
		case <-ctx.Done():
			return nil
		}
	}
}

// stopSelf stops this process as Ctrl-Z does by default. SIGCONT continues it.
func stopSelf() error { return syscall.Kill(syscall.Getpid(), syscall.SIGSTOP) }
