//go:build !linux && !darwin && !freebsd && !netbsd && !openbsd && !dragonfly

package term

import (
	"context"
	"os"
)

// waitReadable does not wait on this platform. The read itself waits.
func waitReadable(ctx context.Context, _ *os.File) error { return ctx.Err() }

// waitWritable does not wait on this platform. The write itself waits.
func waitWritable(context.Context, *os.File) error { return nil }
