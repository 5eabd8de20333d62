//go:build !linux && !darwin && !freebsd && !netbsd && !openbsd && !dragonfly && !windows

package term

import (
	"context"
	"errors"
	"os"
)

// Keyboard is not known here.
type Keyboard struct{}

// OpenKeyboard says that this platform's terminals are not known.
func OpenKeyboard(*os.File) (*Keyboard, error) { return nil, errors.ErrUnsupported }

// Resume does nothing here.
func (*Keyboard) Resume() error { return nil }

// Close does nothing here.
func (*Keyboard) Close() error { return nil }

// Keys sends nothing here.
func (*Keyboard) Keys(ctx context.Context, _ chan<- rune) error { <-ctx.Done(); return nil }
