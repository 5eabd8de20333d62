//go:build !unix && !windows

package proc

import (
	"errors"
	"os"
	"os/exec"
)

// inherit returns an error: this system cannot pass a pipe to a child process.
func inherit(*exec.Cmd, *os.File, string) error { return errors.ErrUnsupported }
