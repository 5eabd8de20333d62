//go:build unix && !linux && !darwin && !freebsd && !netbsd && !openbsd && !dragonfly

package proc

// awaitEnd is not known here.
func awaitEnd(int) bool { return false }
