package sandbox

import (
	"bytes"
	"io"
	"sync"
)

// outputCap counts what a program writes to all its outputs, and calls full once, when that is more than the limit. It discards the rest.
type outputCap struct {
	full func()

	mu   sync.Mutex
	left int64
	last []byte // the end of what was written last, for texts that two writes share
	said Stop   // the limit that the program has reported
}

// limitTexts are what Go's runtime and the race detector print when the system gives them no more of something. A program that prints them
// without need only gives up its own run.
var limitTexts = []struct {
	text []byte
	stop Stop
}{
	{[]byte("fatal error: runtime: out of memory"), Memory},
	{[]byte("fatal error: runtime: cannot allocate memory"), Memory},
	{[]byte("ERROR: ThreadSanitizer: out of memory"), Memory},
	{[]byte("ERROR: ThreadSanitizer failed to allocate"), Memory},
	{[]byte("ThreadSanitizer: internal allocator is out of memory"), Memory},
	{[]byte("runtime: failed to create new OS thread"), Tasks},
	{[]byte("runtime/cgo: pthread_create failed"), Tasks},
}

// longestText is how many bytes of one write have to be looked at again together with the next one.
const longestText = 56

// LimitSaid returns the limit that a program, or the race detector in it, reports in what it has written, or NotStopped.
func LimitSaid(text []byte) Stop {
	for _, known := range limitTexts {
		if bytes.Contains(text, known.text) {
			return known.stop
		}
	}
	return NotStopped
}

// capped is one output under a cap.
type capped struct {
	cap *outputCap
	to  io.Writer
}

func (c capped) Write(p []byte) (int, error) {
	n := len(p)
	if p = c.cap.take(p); len(p) == 0 || c.to == nil {
		return n, nil
	}
	if _, err := c.to.Write(p); err != nil {
		return 0, err
	}
	return n, nil
}

// take returns the part of p that is within the limit.
func (o *outputCap) take(p []byte) []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.look(p)
	if o.left >= int64(len(p)) {
		o.left -= int64(len(p))
		return p
	}
	p, o.left = p[:max(0, o.left)], 0
	if o.full != nil {
		o.full()
		o.full = nil
	}
	return p
}

// look searches p for limitTexts.
func (o *outputCap) look(p []byte) {
	both := append(o.last, p...)
	if o.said == NotStopped {
		o.said = LimitSaid(both)
	}
	o.last = append([]byte(nil), both[max(0, len(both)-longestText):]...)
}

// reported returns the limit that the program said it had reached.
func (o *outputCap) reported() Stop {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.said
}
