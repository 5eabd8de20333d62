//go:build unix

package proc

import (
	"os"
	"os/exec"
	"strconv"

	"sharedmap-workshop/checker/explore/link"
)

// inherit gives the command the pipe's end, and its number in the environment.
func inherit(cmd *exec.Cmd, w *os.File) error {
	cmd.ExtraFiles = append(cmd.ExtraFiles, w)
	setenv(cmd, link.Env, strconv.Itoa(2+len(cmd.ExtraFiles))) // the first one is descriptor 3
	return nil
}
