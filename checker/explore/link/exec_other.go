//go:build !unix && !windows

package link

// closeOnExec does nothing: there are no such processes.
func closeOnExec(uintptr) {}
