// Package runtime stands in for what of runtime gives the processor away.
package runtime

import (
	"runtime"

	"sharedmap-workshop/checker/explore/rt"
)

// Gosched stands in for runtime.Gosched.
func Gosched() {
	if g := rt.Enter(); g != nil {
		g.Yield()
		return
	}
	runtime.Gosched()
}
