// tries: trace the parent
// state: refused
// points: 0
// says: syscall
// rest: start

package main

import (
	"sync"
	"syscall"
)

func init() { syscall.PtraceAttach(syscall.Getppid()) }
