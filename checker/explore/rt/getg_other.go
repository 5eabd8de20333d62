//go:build !amd64 && !arm64

package rt

import "runtime"

// getg returns what identifies the running goroutine while it lives: its number, read from its stack's head.
func getg() uintptr {
	var b [40]byte
	n := runtime.Stack(b[:], false)
	var id uintptr
	for _, c := range b[len("goroutine "):n] {
		if c < '0' || c > '9' {
			break
		}
		id = id*10 + uintptr(c-'0')
	}
	return id
}
