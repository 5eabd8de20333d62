package proc

import (
	"errors"
	"os/exec"
)

// Run runs the command in a group of its own, and ends what is left of that group when the command has ended. Set its WaitDelay: what a command leaves
// behind may hold its output open. The error is that of exec.Cmd.Run, but for exec.ErrWaitDelay: a command that ended well has ended well, also where its
// output was not at an end in time, because somebody held it open or because the machine was too busy to read it.
func Run(cmd *exec.Cmd) error {
	ownGroup(cmd)
	err := cmd.Run()
	endGroup(cmd)
	if errors.Is(err, exec.ErrWaitDelay) {
		return nil
	}
	return err
}
