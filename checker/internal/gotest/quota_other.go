//go:build !unix

package gotest

import (
	"errors"
	"syscall"
)

// errDiskFull is what Windows says of a full disk (ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL).
var errDiskFull = []syscall.Errno{112, 39}

// isQuota reports whether the disk is full, in the system's own words.
func isQuota(err error) bool { return errors.Is(err, errDiskFull[0]) || errors.Is(err, errDiskFull[1]) }
