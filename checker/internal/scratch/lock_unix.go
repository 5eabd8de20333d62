//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package scratch

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

var (
	errHeld    = errors.New("locked by another process")
	errNoLocks = errors.New("no locks on this file system")
)

// lockFile opens the file and locks it, or makes a new one that is locked.
func lockFile(name string, fresh bool) (*os.File, error) {
	flags := os.O_RDWR | unix.O_NOFOLLOW
	if fresh {
		flags |= os.O_CREATE | os.O_EXCL
	}
	f, err := os.OpenFile(name, flags, 0o600)
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case errors.Is(err, unix.EWOULDBLOCK):
		_ = f.Close() // nothing was written to it
		return nil, errHeld
	case err != nil:
		_ = f.Close()
		if fresh {
			_ = os.Remove(name) // it would protect nothing
		}
		return nil, errNoLocks
	}
	here, err := f.Stat()
	there, gone := os.Lstat(name)
	if err != nil || gone != nil || !os.SameFile(here, there) { // swept between the opening and the locking
		_ = f.Close()
		return nil, errHeld
	}
	return f, nil
}

// unlock removes the file while it is still locked: who opens it before that finds it held, and who opens it later finds none.
func unlock(f *os.File) error { return errors.Join(os.Remove(f.Name()), f.Close()) }
