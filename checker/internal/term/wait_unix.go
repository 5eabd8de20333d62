//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package term

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// waitReadable waits until a read from f would not block, or until ctx ends.
func waitReadable(ctx context.Context, f *os.File) error { return wait(ctx, int(f.Fd()), false) }

// waitWritable waits until a write to f would not block, or until ctx ends.
func waitWritable(ctx context.Context, f *os.File) error { return wait(ctx, int(f.Fd()), true) }

func wait(ctx context.Context, fd int, write bool) error {
	if ready, err := pollReady(fd, -1, write); ready || err != nil {
		return err
	}
	wakeR, wakeW, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("wait: %w", err)
	}
	defer wakeR.Close()
	defer closeOnDone(ctx, wakeW)()
	for ctx.Err() == nil {
		if ready, err := pollReady(fd, int(wakeR.Fd()), write); ready || err != nil {
			return err
		}
	}
	return ctx.Err()
}

// pollReady reports whether fd is ready. If wake is a pipe's end, it waits until fd is ready or the pipe is closed. If wake is -1, it does
// not wait.
func pollReady(fd, wake int, write bool) (bool, error) {
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

// closeOnDone closes w when ctx ends, or when the returned function is called.
func closeOnDone(ctx context.Context, w *os.File) (end func()) {
	closed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { _ = w.Close(); close(closed) }) // nothing is written to w, so no error matters
	return func() {
		if stop() {
			_ = w.Close()
			return
		}
		<-closed
	}
}
