//go:build amd64 || arm64

package rt

// getg returns what identifies the running goroutine while it lives: the address of its descriptor.
func getg() uintptr
