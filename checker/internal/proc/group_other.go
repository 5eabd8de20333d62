//go:build !unix

package proc

import "os/exec"

// ownGroup does nothing here: cancellation ends the process alone.
func ownGroup(*exec.Cmd) {}

// endGroup does nothing here.
func endGroup(*exec.Cmd) {}
