//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package term

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// inputQueue is FREAD of <sys/fcntl.h>: the queue of what was typed.
const inputQueue = 1

// Discard drops the keys that were pressed and that nobody has read.
func (k *KeyReader) Discard() error {
	k.pending = nil
	if err := unix.IoctlSetPointerInt(int(k.f.Fd()), unix.TIOCFLUSH, inputQueue); err != nil {
		return fmt.Errorf("drop the keys typed before: %w", err)
	}
	return nil
}
