package link

import "syscall"

// closeOnExec keeps the pipe from the processes that this one starts.
func closeOnExec(handle uintptr) { syscall.CloseOnExec(syscall.Handle(handle)) }
