//go:build unix

package proc

import (
	"os"
	"os/exec"
	"slices"
	"syscall"
)

// system is how a group is known here: by its number, or by who started whom.
type system struct{ tree bool }

func foreground() system { return system{tree: true} }

// ownGroup puts the command into a process group of its own. Call it before the command is started.
func ownGroup(cmd *exec.Cmd) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
}

func (system) open(*os.Process) {}

func (s system) interrupt(p *os.Process) error { return s.signal(p, syscall.SIGINT) }

func (s system) kill(p *os.Process) error { return s.signal(p, syscall.SIGKILL) }

// signal sends to the whole group. Of a tree the newest gets it first, so that nobody is without a parent, and not found, before it has got its own.
func (s system) signal(p *os.Process, sig syscall.Signal) error {
	if !s.tree {
		return syscall.Kill(-p.Pid, sig)
	}
	for _, pid := range slices.Backward(descendants(p.Pid)) {
		_ = syscall.Kill(pid, sig) // one that has ended needs none
	}
	return p.Signal(sig)
}

// end kills what is left. Where its number may be another group's by now, nothing is sent.
func (s system) end(p *os.Process, own bool) {
	if own && !s.tree {
		_ = syscall.Kill(-p.Pid, syscall.SIGKILL) // a group of which nothing is left is the usual case
	}
}
