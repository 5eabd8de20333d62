// tries: write to any memory
// state: refused
// points: 0
// says: unsafe
// rest: start

package main

import (
	"sync"
	"unsafe"
)

func init() { *(*int)(unsafe.Pointer(uintptr(1))) = 1 }
