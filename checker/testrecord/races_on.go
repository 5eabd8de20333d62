//go:build race

package testrecord

import "runtime"

// races returns how many races the detector has reported in this process.
func races() int { return runtime.RaceErrors() }
