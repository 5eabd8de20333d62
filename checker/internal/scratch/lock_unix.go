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

// lockFile opens and locks the file. If fresh is true, it creates the file, which must not exist.
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
		_ = f.Close() // nothing was written
		return nil, errHeld
	case err != nil:
		_ = f.Close()
		if fresh {
			_ = os.Remove(name) // without locks the file protects nothing
		}
		return nil, errNoLocks
	}
	here, err := f.Stat()
	there, gone := os.Lstat(name)
	if err != nil || gone != nil || !os.SameFile(here, there) { // another process removed the file between the open and the lock
		_ = f.Close()
		return nil, errHeld
	}
	return f, nil
}

// unlock removes the file while it is still locked. A process that opens the file before that finds it locked, and a process that opens it
// later finds no file.
func unlock(f *os.File) error { return errors.Join(os.Remove(f.Name()), f.Close()) }
