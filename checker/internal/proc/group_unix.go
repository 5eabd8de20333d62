//go:build unix

package proc

import (
	"os/exec"
	"syscall"
)

// ownGroup puts the command into a process group of its own, and makes its cancellation end the whole group: what it started must not
// outlive it. Call it before the command is started.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// endGroup ends what is left of the command's group after it has ended itself.
func endGroup(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // an empty group is the usual case
	}
}
