package proc

import "sync"

// Limits on what a process may print, in bytes: enough for any report, little enough for any machine.
const (
	KeepHead = 256 << 10 // of the first part
	keepTail = 256 << 10
	flood    = 32 << 20
)

// Output is what a process has printed: it keeps the first and the last part of what is written to it, and counts the rest.
type Output struct {
	Over func() // called once, when far more was written than anybody reads; may be nil

	mu    sync.Mutex
	first []byte
	last  []byte // the newest bytes, at most twice keepTail
	total int64
}

// Write keeps p within the bounds; it never fails.
func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := len(p)
	o.total += int64(n)
	if room := KeepHead - len(o.first); room > 0 {
		k := min(room, n)
		o.first = append(o.first, p[:k]...)
		p = p[k:]
	}
	o.last = append(o.last, p[max(0, len(p)-keepTail):]...)
	if len(o.last) > 2*keepTail {
		o.last = append([]byte(nil), o.last[len(o.last)-keepTail:]...)
	}
	if o.total > flood && o.Over != nil {
		o.Over()
		o.Over = nil
	}
	return n, nil
}

// Cut reports whether something in the middle is left out.
func (o *Output) Cut() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.total > int64(len(o.first)+len(o.last))
}

// Flooded reports whether Over was due.
func (o *Output) Flooded() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.total > flood
}

// Bytes returns what was kept, with a mark where something is left out.
func (o *Output) Bytes() []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	out := append([]byte(nil), o.first...)
	if o.total > int64(len(o.first)+len(o.last)) {
		out = append(out, "\n[…]\n"...)
	}
	return append(out, o.last...)
}
