//go:build !unix && !windows

package proc

import (
	"os"
	"os/exec"
)

// system knows no groups here: a command ends alone.
type system struct{}

func foreground() system { return system{} }

func ownGroup(*exec.Cmd) {}

func (system) open(*os.Process) {}

func (system) interrupt(p *os.Process) error { return p.Signal(os.Interrupt) }

func (system) kill(p *os.Process) error { return p.Kill() }

func (system) end(*os.Process, bool) {}

func awaitEnd(int) bool { return false }
