package gotest

import "sync"

// Limits on what a process may print, in bytes: enough for any report, little enough for any machine.
const (
	keepHead = 256 << 10
	keepTail = 256 << 10
	flood    = 32 << 20
)

// head keeps the first and the last part of what is written to it, and counts the rest.
type head struct {
	mu    sync.Mutex
	first []byte
	last  []byte // the newest bytes, at most twice keepTail
	total int64
	over  func() // called once, when more than flood bytes were written; may be nil
}

// Write keeps p within the bounds; it never fails.
func (h *head) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := len(p)
	h.total += int64(n)
	if room := keepHead - len(h.first); room > 0 {
		k := min(room, n)
		h.first = append(h.first, p[:k]...)
		p = p[k:]
	}
	h.last = append(h.last, p[max(0, len(p)-keepTail):]...)
	if len(h.last) > 2*keepTail {
		h.last = append([]byte(nil), h.last[len(h.last)-keepTail:]...)
	}
	if h.total > flood && h.over != nil {
		h.over()
		h.over = nil
	}
	return n, nil
}

func (h *head) cut() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.total > int64(len(h.first)+len(h.last))
}

func (h *head) flooded() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.total > flood
}

func (h *head) bytes() []byte {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := append([]byte(nil), h.first...)
	if h.total > int64(len(h.first)+len(h.last)) {
		out = append(out, "\n[…]\n"...)
	}
	return append(out, h.last...)
}
