//go:build unix

package proc

import (
	"os"
	"os/exec"
	"slices"
	"syscall"
)

// osGroup identifies the processes of a group: by the process group id, or, if tree is set, by the tree of parents and children.
type osGroup struct{ tree bool }

func foregroundGroup() osGroup { return osGroup{tree: true} }

// ownGroup puts the command into a process group of its own. Call it before the command is started.
func ownGroup(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
}

func (osGroup) open(*os.Process) {}

func (s osGroup) interrupt(p *os.Process) error { return s.signal(p, syscall.SIGINT) }

func (s osGroup) kill(p *os.Process) error { return s.signal(p, syscall.SIGKILL) }

// signal sends sig to the whole group. In a tree it signals the newest process first: a process whose parent has ended could no longer be
// found.
func (s osGroup) signal(p *os.Process, sig syscall.Signal) error {
	if !s.tree {
		return syscall.Kill(-p.Pid, sig)
	}
	for _, pid := range slices.Backward(descendants(p.Pid)) {
		_ = syscall.Kill(pid, sig) // an error means that the process has ended
	}
	return p.Signal(sig)
}

// end kills the processes that are left. It sends nothing if own is false, because the group id may then belong to another group.
func (s osGroup) end(p *os.Process, own bool) {
	if own && !s.tree {
		_ = syscall.Kill(-p.Pid, syscall.SIGKILL) // the usual error is that no process is left
	}
}
