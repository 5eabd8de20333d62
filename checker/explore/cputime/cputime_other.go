//go:build !unix && !windows

package cputime

import "time"

// Used returns 0: this system does not count processor time.
func Used() time.Duration { return 0 }
