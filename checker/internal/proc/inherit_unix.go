//go:build unix

package proc

import (
	"os"
	"os/exec"
	"strconv"

	"sharedmap-workshop/checker/explore/link"
)

// inherit passes the write end of the pipe to the command, and its descriptor's number in the environment.
func inherit(cmd *exec.Cmd, w *os.File) error {
	cmd.ExtraFiles = append(cmd.ExtraFiles, w)
	setenv(cmd, link.Env, strconv.Itoa(2+len(cmd.ExtraFiles))) // the first one is descriptor 3
	return nil
}
