//go:build !unix

package gotest

import (
	"errors"
	"syscall"
)

// errDiskFull are the Windows error codes for a full disk (ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL).
var errDiskFull = []syscall.Errno{112, 39}

// isQuota reports whether err is the system's error for a full disk.
func isQuota(err error) bool { return errors.Is(err, errDiskFull[0]) || errors.Is(err, errDiskFull[1]) }
