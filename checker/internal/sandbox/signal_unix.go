//go:build unix

package sandbox

import (
	"os"
	"syscall"
)

// signalOf returns the signal that ended a process, or nil.
func signalOf(s *os.ProcessState) os.Signal {
	if w, ok := s.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return w.Signal()
	}
	return nil
}
