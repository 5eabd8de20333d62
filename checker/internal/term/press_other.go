//go:build !linux && !darwin && !freebsd && !netbsd && !openbsd && !dragonfly && !windows

package term

import "context"

// Press waits until ctx ends, because no key can be read on this platform.
func (*KeyReader) Press(ctx context.Context) (rune, error) {
	<-ctx.Done()
	return KeyOther, ctx.Err()
}

// Discard does nothing on this platform.
func (*KeyReader) Discard() error { return nil }
