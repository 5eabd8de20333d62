//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package term

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Keyboard reads single keys from a terminal. It switches off only line editing and the echo. Keys that send signals (Ctrl-C, Ctrl-Z) and
// newlines in the output work as before.
type Keyboard struct {
	f     *os.File
	saved unix.Termios
}

// OpenKeyboard switches the terminal f to single keys. Close restores the original mode.
func OpenKeyboard(f *os.File) (*Keyboard, error) {
	saved, err := unix.IoctlGetTermios(int(f.Fd()), ioctlGet)
	if err != nil {
		return nil, fmt.Errorf("read the terminal's state: %w", err)
	}
	k := &Keyboard{f, *saved}
	return k, k.Resume()
}

// Resume switches to single keys again.
func (k *Keyboard) Resume() error {
	t := k.saved
	t.Lflag &^= unix.ICANON | unix.ECHO
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	return k.set(&t)
}

// Close restores the terminal's original mode. A second call does nothing more.
func (k *Keyboard) Close() error { return k.set(&k.saved) }

func (k *Keyboard) set(t *unix.Termios) error {
	if err := unix.IoctlSetTermios(int(k.f.Fd()), ioctlSet, t); err != nil {
		return fmt.Errorf("set the terminal's state: %w", err)
	}
	return nil
}

// escapeDelay is how long Keys waits for the rest of an escape sequence. The Escape key sends only the sequence's first byte.
const escapeDelay = 50 * time.Millisecond

// Keys sends each key to keys. It returns nil when ctx ends and io.EOF when the terminal ends.
func (k *Keyboard) Keys(ctx context.Context, keys chan<- rune) error {
	wakeR, wakeW, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("read keys: %w", err)
	}
	defer wakeR.Close()
	woken := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { _ = wakeW.Close(); close(woken) }) // closing the pipe ends the wait below
	defer func() {
		if stop() {
			_ = wakeW.Close() // the reader has returned
			return
		}
		<-woken
	}()
	var rest []byte
	for {
		b, err := k.read(ctx, int(wakeR.Fd()), len(rest) > 0)
		if err != nil || ctx.Err() != nil {
			return err
		}
		var pressed []rune
		if len(b) == 0 {
			pressed, rest = []rune{flushKeys(rest)}, nil
		} else {
			pressed, rest = decodeKeys(append(rest, b...))
		}
		for _, r := range pressed {
			select {
			case keys <- r:
			case <-ctx.Done():
				return nil
			}
		}
	}
}

// read returns bytes from the terminal. It returns nil when ctx ends, which makes wake readable, and, if brief, when escapeDelay is over.
func (k *Keyboard) read(ctx context.Context, wake int, brief bool) ([]byte, error) {
	fd := int(k.f.Fd())
	for ctx.Err() == nil {
		var set unix.FdSet
		set.Zero()
		set.Set(fd)
		set.Set(wake)
		var limit *unix.Timeval
		if brief {
			t := unix.NsecToTimeval(escapeDelay.Nanoseconds())
			limit = &t
		}
		ready, err := unix.Select(max(fd, wake)+1, &set, nil, nil, limit)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("wait for a key: %w", err)
		}
		if ready == 0 {
			return nil, nil
		}
		if !set.IsSet(fd) {
			continue
		}
		var b [64]byte
		n, err := unix.Read(fd, b[:])
		switch {
		case errors.Is(err, unix.EINTR) || errors.Is(err, unix.EAGAIN):
			continue
		case err != nil || n == 0:
			return nil, io.EOF
		}
		return b[:n], nil
	}
	return nil, nil
}
