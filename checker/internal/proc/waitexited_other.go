//go:build unix && !linux && !darwin && !freebsd && !netbsd && !openbsd && !dragonfly

package proc

// waitExited reports false: this system has no way to wait without reaping.
func waitExited(int) bool { return false }
