//go:build unix

package proc

import (
	"os"
	"os/exec"
	"strconv"
)

// inherit passes the write end of the pipe to the command, and its descriptor's number in the environment.
func inherit(cmd *exec.Cmd, w *os.File, variable string) error {
	cmd.ExtraFiles = append(cmd.ExtraFiles, w)
	setenv(cmd, variable, strconv.Itoa(2+len(cmd.ExtraFiles))) // the first one is descriptor 3
	return nil
}
