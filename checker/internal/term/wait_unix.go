//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package term

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// waitReadable waits until a read from f does not wait, or ctx ends.
func waitReadable(ctx context.Context, f *os.File) error { return wait(ctx, int(f.Fd()), false) }

// waitWritable waits until a write to f does not wait, or ctx ends.
func waitWritable(ctx context.Context, f *os.File) error { return wait(ctx, int(f.Fd()), true) }

func wait(ctx context.Context, fd int, write bool) error {
	if ready, err := look(fd, -1, write); ready || err != nil {
		return err
	}
	wakeR, wakeW, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("wait: %w", err)
	}
	defer wakeR.Close()
	defer closing(ctx, wakeW)()
	for ctx.Err() == nil {
		if ready, err := look(fd, int(wakeR.Fd()), write); ready || err != nil {
			return err
		}
	}
	return ctx.Err()
}

// look reports whether fd is ready. It waits for that or for wake to be closed, where wake is a pipe's end; where wake is -1, it does not wait.
func look(fd, wake int, write bool) (bool, error) {
	var read, written unix.FdSet
	read.Zero()
	written.Zero()
	set, limit := &read, &unix.Timeval{}
	if write {
		set = &written
	}
	set.Set(fd)
	if wake >= 0 {
		read.Set(wake)
		limit = nil
	}
	_, err := unix.Select(max(fd, wake)+1, &read, &written, nil, limit)
	switch {
	case errors.Is(err, unix.EINTR):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("wait: %w", err)
	}
	return set.IsSet(fd), nil
}

// closing closes w when ctx ends, or when the function that it returns is called.
func closing(ctx context.Context, w *os.File) (end func()) {
	closed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { _ = w.Close(); close(closed) }) // it carries nothing that could be lost
	return func() {
		if stop() {
			_ = w.Close()
			return
		}
		<-closed
	}
}
