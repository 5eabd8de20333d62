package rt

import "unsafe"

// channel is what the scheduler knows of a real channel: which goroutines stand before an operation on it, and what its values order.
// The buffer and the closing are the real channel's. Only where a value is handed over without a buffer does the scheduler do it itself.
// So code that is not instrumented can use the same channel.
type channel struct {
	object      SyncObject
	recvq       []Case
	sendq       []Case
	size        int      // of the buffer; this and the next are known only where a trace is kept
	shown       []string // what is in the buffer
	sent, taken []clock  // when the values in the buffer were sent, and when its free places became free
}

// waiter is a goroutine before a channel operation or a select, until one of the cases has happened.
type waiter struct {
	g              *G
	cases          []Case
	chans          []*channel
	fired          int  // the index of the case that has happened, or -1
	certainlyWaits bool // it has begun to wait for certain, because time has passed since it came
}

// Case is one channel operation: on its own, or a case of a select.
type Case interface {
	key() unsafe.Pointer
	queue(c *channel) *[]Case
	join(w *waiter, index int)
	waiting() (*waiter, int)
	ready(w *waiter, c *channel) bool // reports whether it can happen without a partner
	partner(w *waiter, c *channel) *waiter
	act(g *G, c *channel) bool
	show() (kind, value string)
	real() realCase
	size() int // of the buffer
}

// caseBase is what sends and receives have in common.
type caseBase struct {
	w     *waiter
	index int
}

func (p *caseBase) join(w *waiter, i int)   { p.w, p.index = w, i }
func (p *caseBase) waiting() (*waiter, int) { return p.w, p.index }

// channel returns what is known of the channel at p; nil for a nil channel.
func (s *Sched) channel(p unsafe.Pointer) *channel {
	if p == nil {
		return nil
	}
	c := s.chans[p]
	if c == nil {
		c = &channel{}
		s.chans[p] = c
	}
	return c
}

// firstWaiting returns the case of q that has waited longest and is not of w's own goroutine.
func firstWaiting(q []Case, w *waiter) Case {
	for _, c := range q {
		if other, _ := c.waiting(); other.g != w.g && other.fired < 0 {
			return c
		}
	}
	return nil
}

// waiterOf returns who waits for c, or nil.
func waiterOf(c Case) *waiter {
	if c == nil {
		return nil
	}
	w, _ := c.waiting()
	return w
}

// handOver makes case c of another goroutine happen together with g's operation on the same channel.
func (g *G) handOver(c Case, ch *channel) {
	w, i := c.waiting()
	w.fired = i
	other := w.g
	g.s.recordSendFirst(c, other, ch)
	joinBoth(g, other)
	both := mix(mix(g.hash+other.hash, ch.object.writes), ch.object.reads)
	g.Touch(&ch.object, true)
	ch.object.writes = both
	g.hash, other.hash = mix(both, uint64(g.id)), mix(both, uint64(other.id))
	other.idleOps, other.polls = 0, false
}

// RecvCase is a receive.
type RecvCase[T any] struct {
	caseBase
	ch <-chan T
	v  T
	ok bool
}

// From returns a receive from ch.
func From[T any](ch <-chan T) *RecvCase[T] { return &RecvCase[T]{ch: ch} }

// Value returns what was received.
func (r *RecvCase[T]) Value() T { return r.v }

// OK reports whether a value was received: false means that the channel was closed.
func (r *RecvCase[T]) OK() bool { return r.ok }

func (r *RecvCase[T]) key() unsafe.Pointer      { return *(*unsafe.Pointer)(unsafe.Pointer(&r.ch)) }
func (r *RecvCase[T]) queue(c *channel) *[]Case { return &c.recvq }

// ready reports whether there is a value or the channel is closed. Code that is not instrumented may have closed it, or sent.
func (r *RecvCase[T]) ready(w *waiter, c *channel) bool {
	if len(r.ch) > 0 || c.object.closed {
		return true
	}
	if cap(r.ch) > 0 && !w.g.s.foreign && len(c.sent) > 0 {
		return false
	}
	select {
	case v, ok := <-r.ch:
		if ok { // code that is not instrumented sent it: it is received now
			r.v, r.ok, w.fired = v, true, r.index
			w.g.Touch(&c.object, true)
		}
		c.object.closed = !ok
		return true
	default:
		return false
	}
}

func (r *RecvCase[T]) partner(w *waiter, c *channel) *waiter {
	if cap(r.ch) > 0 {
		return nil
	}
	return waiterOf(firstWaiting(c.sendq, w))
}

// act receives the value, from the buffer or from a goroutine that waits to send.
func (r *RecvCase[T]) act(g *G, c *channel) bool {
	select {
	case r.v, r.ok = <-r.ch:
		g.Touch(&c.object, true)
		if g.Recording() {
			g.noteBuffer(c, false, nil)
		}
		r.order(g, c)
		return true
	default:
	}
	if other := firstWaiting(c.sendq, r.w); other != nil && cap(r.ch) == 0 {
		r.v, r.ok = other.(*SendCase[T]).v, true
		g.handOver(other, c)
		return true
	}
	return false
}

// order orders g after the send of what it received, or after the close.
func (r *RecvCase[T]) order(g *G, c *channel) {
	if !r.ok {
		g.Acquire(&c.object)
		return
	}
	if len(c.sent) > 0 {
		g.clock = g.clock.join(c.sent[0])
		c.sent = c.sent[1:]
		c.taken = append(c.taken, append(clock(nil), g.clock...))
		g.tick()
	}
}

func (r *RecvCase[T]) show() (string, string) {
	if !r.ok {
		return "receive", "closed"
	}
	return "receive", Show(r.v)
}
