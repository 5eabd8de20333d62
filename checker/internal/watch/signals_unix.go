//go:build unix

package watch

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// asks is what each signal asks for; SIGINT and SIGTERM end the context and need nobody here.
func asks(s os.Signal) signalKind {
	switch s {
	case syscall.SIGTSTP:
		return suspend
	case syscall.SIGCONT:
		return continued
	}
	return hangUp
}

// Signals catches the signals that concern a terminal. It must begin before the terminal is changed.
type Signals struct{ caught chan os.Signal }

// Listen begins to catch signals; Stop ends it.
func Listen() *Signals {
	s := &Signals{make(chan os.Signal, 8)}
	signal.Notify(s.caught, syscall.SIGTSTP, syscall.SIGCONT, syscall.SIGHUP, syscall.SIGQUIT)
	return s
}

// Stop leaves the signals to their usual effects again.
func (s *Signals) Stop() { signal.Stop(s.caught) }

// read sends what signals ask for.
func (s *Signals) read(ctx context.Context, send sendFunc) error {
	for {
		select {
		case sig := <-s.caught:
			send(ctx, event{signal: asks(sig)})
		case <-ctx.Done():
			return nil
		}
	}
}

// stopSelf stops this process as Ctrl-Z would have; SIGCONT lets it go on.
func stopSelf() error { return syscall.Kill(syscall.Getpid(), syscall.SIGSTOP) }
