//go:build !unix && !windows

package proc

import (
	"errors"
	"os"
	"os/exec"
)

// inherit fails: this system has no way to hand a pipe on.
func inherit(*exec.Cmd, *os.File) error { return errors.ErrUnsupported }
