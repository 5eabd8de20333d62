//go:build !unix

package gotest

import "os/exec"

// ownGroup does nothing here: cancellation ends the process alone.
func ownGroup(*exec.Cmd) {}

func endGroup(*exec.Cmd) {}
