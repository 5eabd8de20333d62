//go:build !unix

package proc

import "os/exec"

// OwnGroup does nothing here: cancellation ends the process alone.
func OwnGroup(*exec.Cmd) {}

// EndGroup does nothing here.
func EndGroup(*exec.Cmd) {}
