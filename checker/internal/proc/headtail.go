package proc

import "sync"

// Limits on the output of a process, in bytes. They are large enough for any report and small enough for any machine.
const (
	HeadLimit  = 256 << 10 // how much of the beginning is kept
	tailLimit  = 256 << 10
	floodLimit = 32 << 20
)

// HeadTailBuffer keeps the first and the last part of what is written to it, and counts the rest.
type HeadTailBuffer struct {
	OnFlood func() // called once, when more than floodLimit has been written; may be nil

	mu    sync.Mutex
	head  []byte
	tail  []byte // the newest bytes, at most twice tailLimit
	total int64
}

// Write stores p within the limits. It never returns an error.
func (o *HeadTailBuffer) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := len(p)
	o.total += int64(n)
	if room := HeadLimit - len(o.head); room > 0 {
		k := min(room, n)
		o.head = append(o.head, p[:k]...)
		p = p[k:]
	}
	o.tail = append(o.tail, p[max(0, len(p)-tailLimit):]...)
	if len(o.tail) > 2*tailLimit {
		o.tail = append([]byte(nil), o.tail[len(o.tail)-tailLimit:]...)
	}
	if o.total > floodLimit && o.OnFlood != nil {
		o.OnFlood()
		o.OnFlood = nil
	}
	return n, nil
}

// Truncated reports whether a part in the middle is missing.
func (o *HeadTailBuffer) Truncated() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.total > int64(len(o.head)+len(o.tail))
}

// Flooded reports whether more than floodLimit has been written.
func (o *HeadTailBuffer) Flooded() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.total > floodLimit
}

// Bytes returns the parts that were kept, with a mark between them if a part is missing.
func (o *HeadTailBuffer) Bytes() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	out := append([]byte(nil), o.head...)
	if o.total > int64(len(o.head)+len(o.tail)) {
		out = append(out, "\n[…]\n"...)
	}
	return append(out, o.tail...)
}
