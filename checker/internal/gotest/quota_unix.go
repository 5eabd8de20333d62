//go:build unix

package gotest

import (
	"errors"
	"syscall"
)

// isQuota reports whether a user's share of the disk is full.
func isQuota(err error) bool { return errors.Is(err, syscall.EDQUOT) }
