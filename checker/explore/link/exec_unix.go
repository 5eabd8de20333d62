//go:build unix

package link

import "syscall"

// closeOnExec keeps the pipe from the processes that this one starts.
func closeOnExec(fd uintptr) { syscall.CloseOnExec(int(fd)) }
