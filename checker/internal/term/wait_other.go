//go:build !linux && !darwin && !freebsd && !netbsd && !openbsd && !dragonfly

package term

import (
	"context"
	"os"
)

// waitReadable does not wait here, so a read does.
func waitReadable(ctx context.Context, _ *os.File) error { return ctx.Err() }

// waitWritable does not wait here, so a write does.
func waitWritable(context.Context, *os.File) error { return nil }
