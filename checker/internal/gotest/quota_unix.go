//go:build unix

package gotest

import (
	"errors"
	"syscall"
)

// isQuota reports whether err means that the user's disk quota is used up.
func isQuota(err error) bool { return errors.Is(err, syscall.EDQUOT) }
