// tries: stop the checker with a signal
// state: refused
// points: 0
// says: syscall
// rest: start

package main

import (
	"sync"
	"syscall"
)

func init() { syscall.Kill(syscall.Getppid(), syscall.SIGSTOP) }
