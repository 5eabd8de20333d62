//go:build !race

package testrecord

// races returns 0: there is no race detector in this build.
func races() int { return 0 }
