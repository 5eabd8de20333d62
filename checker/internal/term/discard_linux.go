package term

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Discard drops the keys that were pressed and that nobody has read.
func (k *KeyReader) Discard() error {
	k.pending = nil
	if err := unix.IoctlSetInt(int(k.f.Fd()), unix.TCFLSH, unix.TCIFLUSH); err != nil {
		return fmt.Errorf("drop the keys typed before: %w", err)
	}
	return nil
}
