//go:build !unix

package sandbox

import "os"

// signalOf returns nil: no signal ends a process here.
func signalOf(*os.ProcessState) os.Signal { return nil }
