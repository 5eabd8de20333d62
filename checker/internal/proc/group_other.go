//go:build !unix && !windows

package proc

import (
	"os"
	"os/exec"
)

// osGroup is empty: this system has no process groups, so only the command itself is ended.
type osGroup struct{}

func foregroundGroup() osGroup { return osGroup{} }

func ownGroup(*exec.Cmd) {}

func (osGroup) open(*os.Process) {}

func (osGroup) interrupt(p *os.Process) error { return p.Signal(os.Interrupt) }

func (osGroup) kill(p *os.Process) error { return p.Kill() }

func (osGroup) end(*os.Process, bool) {}

func waitExited(int) bool { return false }
