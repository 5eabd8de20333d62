//go:build !linux && !darwin && !freebsd && !netbsd && !openbsd && !dragonfly && !windows

package term

import (
	"context"
	"errors"
	"os"
)

// Keyboard is not supported on this platform.
type Keyboard struct{}

// OpenKeyboard returns errors.ErrUnsupported on this platform.
func OpenKeyboard(*os.File) (*Keyboard, error) { return nil, errors.ErrUnsupported }

// Resume does nothing on this platform.
func (*Keyboard) Resume() error { return nil }

// Close does nothing on this platform.
func (*Keyboard) Close() error { return nil }

// Keys waits until ctx ends, and sends nothing.
func (*Keyboard) Keys(ctx context.Context, _ chan<- rune) error { <-ctx.Done(); return nil }
