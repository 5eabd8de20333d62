package scratch

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

var (
	errHeld    = errors.New("locked by another process")
	errNoLocks = errors.New("no locks on this file system")
)

// lockFile opens the file so that no other process can open it, which is the lock. If fresh is true, it creates the file, which must not
// exist.
func lockFile(name string, fresh bool) (*os.File, error) {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	how := uint32(windows.OPEN_EXISTING)
	if fresh {
		how = windows.CREATE_NEW
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, how, windows.FILE_ATTRIBUTE_NORMAL, 0)
	switch {
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION):
		return nil, errHeld
	case err != nil:
		return nil, &os.PathError{Op: "open", Path: name, Err: err}
	}
	return os.NewFile(uintptr(h), name), nil
}

// unlock closes the file first, because Windows cannot remove an open file.
func unlock(f *os.File) error { return errors.Join(f.Close(), os.Remove(f.Name())) }
