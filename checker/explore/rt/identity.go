package rt

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/debug"
)

// Go does not say which goroutine is running. There are two ways to find out.
//
// As long as only instrumented code takes part, it is enough to know whether the caller has the turn. Each goroutine has a flag that costs
// next to nothing to read and that nothing else uses: whether a memory fault in it panics (debug.SetPanicOnFault). The flag is set for the
// goroutine that has the turn.
//
// Where code takes part that is not instrumented, a goroutine can come back from it without having the turn. The number at the head of its
// stack identifies it. To read that takes a microsecond.

// markRunning marks the calling goroutine as the one that has the turn.
func markRunning() { debug.SetPanicOnFault(true) }

// unmarkRunning takes the mark away.
func unmarkRunning() { debug.SetPanicOnFault(false) }

// isMarkedRunning reports whether the calling goroutine is marked.
func isMarkedRunning() bool {
	if debug.SetPanicOnFault(true) {
		return true
	}
	debug.SetPanicOnFault(false)
	return false
}

// goroutineID returns the number of the running goroutine.
func goroutineID() uintptr {
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

// reapForeign finds out which of the goroutines in code that is not instrumented have ended. No operation shows that.
func (s *Sched) reapForeign() {
	if !s.foreign {
		return
	}
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	for _, g := range s.goroutines {
		if g.state == inForeignCode && !bytes.Contains(buf, fmt.Appendf(nil, "goroutine %d [", g.goid)) {
			g.state = done
			s.alive--
		}
	}
}
