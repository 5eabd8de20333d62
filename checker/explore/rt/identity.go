package rt

import (
	"bytes"
	"fmt"
	"runtime"
	"runtime/debug"
)

// Go does not say which goroutine is running. Two ways to know it all the same:
//
// As long as only instrumented code takes part, it is enough to know whether the caller has the turn. Each
// goroutine has a flag of its own that costs nothing to read and that nobody else uses: whether a
// fault in it panics. The one with the turn has it set.
//
// Where other code takes part, goroutines can come back from it unasked, and the number at the head of
// a stack tells them apart, which takes a microsecond.

// hold marks the calling goroutine as the one with the turn.
func hold() { debug.SetPanicOnFault(true) }

// drop takes the mark away.
func drop() { debug.SetPanicOnFault(false) }

// holds says whether the calling goroutine is marked.
func holds() bool {
	if debug.SetPanicOnFault(true) {
		return true
	}
	debug.SetPanicOnFault(false)
	return false
}

// number is the running goroutine's number.
func number() uintptr {
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

// buryLibrary finds out which of the goroutines outside have ended: nothing of ours sees that.
func (s *Sched) buryLibrary() {
	if !s.slow {
		return
	}
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	for _, g := range s.gs {
		if g.state == outside && !bytes.Contains(buf, fmt.Appendf(nil, "goroutine %d [", g.gp)) {
			g.state = done
			s.alive--
		}
	}
}
