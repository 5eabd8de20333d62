package results

import (
	"errors"
	"math"
	"os"

	"golang.org/x/sys/windows"
)

// lockAt is the byte that is locked: the last one that a file can have. A lock of Windows keeps others from reading and writing what is locked, and reports
// must be able to read the results while they are written, so the lock lies behind them. Bytes may be locked before they exist.
const lockAt = math.MaxInt64 - 1

// lock makes sure that nobody else writes to the file. The system releases the lock when the file is closed, or the process ends.
// https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-lockfileex
func lock(f *os.File) error {
	at := &windows.Overlapped{Offset: lockAt & math.MaxUint32, OffsetHigh: lockAt >> 32}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return ErrLocked
	}
	return nil // some file systems have no locks
}
