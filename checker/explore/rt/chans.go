package rt

import "unsafe"

// channel is what the scheduler adds to a real channel: who stands before an operation on it, and what orders
// whom. Buffers and closing are the real channel's; only a hand-over between two goroutines that wait
// for each other is the scheduler's, so code that is not instrumented can use the same channel.
type channel struct {
	obj         Obj
	recvq       []Case
	sendq       []Case
	sent, taken []clock // of the values in the buffer, of the free places in it
}

// waiter is one goroutine before a channel operation or a select, until one of the cases has happened.
type waiter struct {
	g       *G
	cases   []Case
	chans   []*channel
	fired   int
	arrived bool // it is certain to wait already: time has passed since it came
}

// Case is one channel operation: of its own, or in a select.
type Case interface {
	key() unsafe.Pointer
	queue(c *channel) *[]Case
	join(w *waiter, index int)
	waiting() (*waiter, int)
	ready(w *waiter, c *channel) bool // it can happen without a partner
	partner(w *waiter, c *channel) *waiter
	act(g *G, c *channel) bool
	show() (kind, value string)
	real() realCase
}

// part is what sends and receives have in common.
type part struct {
	w     *waiter
	index int
}

func (p *part) join(w *waiter, i int)   { p.w, p.index = w, i }
func (p *part) waiting() (*waiter, int) { return p.w, p.index }

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

// first returns the longest waiting case of q that is not w's own.
func first(q []Case, w *waiter) Case {
	for _, c := range q {
		if other, _ := c.waiting(); other.g != w.g && other.fired < 0 {
			return c
		}
	}
	return nil
}

func owner(c Case) *waiter {
	if c == nil {
		return nil
	}
	w, _ := c.waiting()
	return w
}

// meets makes case c of another goroutine happen together with g's operation on the same channel.
func (g *G) meets(c Case, ch *channel) {
	w, i := c.waiting()
	w.fired = i
	other := w.g
	meet(g, other)
	both := mix(mix(g.hash+other.hash, ch.obj.writes), ch.obj.reads)
	g.Touch(&ch.obj, true)
	ch.obj.writes = both
	g.hash, other.hash = mix(both, uint64(g.id)), mix(both, uint64(other.id))
	other.reads = 0
}

// RecvCase receives a value.
type RecvCase[T any] struct {
	part
	ch <-chan T
	v  T
	ok bool
}

// From makes a receive from ch.
func From[T any](ch <-chan T) *RecvCase[T] { return &RecvCase[T]{ch: ch} }

// Value is what was received.
func (r *RecvCase[T]) Value() T { return r.v }

// OK is false where the channel was closed.
func (r *RecvCase[T]) OK() bool { return r.ok }

func (r *RecvCase[T]) key() unsafe.Pointer      { return *(*unsafe.Pointer)(unsafe.Pointer(&r.ch)) }
func (r *RecvCase[T]) queue(c *channel) *[]Case { return &c.recvq }

// ready looks whether there is a value or the channel is closed, by code that is not instrumented perhaps.
func (r *RecvCase[T]) ready(w *waiter, c *channel) bool {
	if len(r.ch) > 0 || c.obj.closed {
		return true
	}
	if cap(r.ch) > 0 && !w.g.s.slow && len(c.sent) > 0 {
		return false
	}
	select {
	case v, ok := <-r.ch:
		if ok { // somebody outside sent it: it is received now
			r.v, r.ok, w.fired = v, true, r.index
			w.g.Touch(&c.obj, true)
		}
		c.obj.closed = !ok
		return true
	default:
		return false
	}
}

func (r *RecvCase[T]) partner(w *waiter, c *channel) *waiter {
	if cap(r.ch) > 0 {
		return nil
	}
	return owner(first(c.sendq, w))
}

// act receives what is there.
func (r *RecvCase[T]) act(g *G, c *channel) bool {
	select {
	case r.v, r.ok = <-r.ch:
		g.Touch(&c.obj, true)
		r.order(g, c)
		return true
	default:
	}
	if other := first(c.sendq, r.w); other != nil && cap(r.ch) == 0 {
		r.v, r.ok = other.(*SendCase[T]).v, true
		g.meets(other, c)
		return true
	}
	return false
}

// order puts the receiver after the sender of what it took, or after the close.
func (r *RecvCase[T]) order(g *G, c *channel) {
	if !r.ok {
		g.Acquire(&c.obj)
		return
	}
	if len(c.sent) > 0 {
		g.vc = g.vc.join(c.sent[0])
		c.sent = c.sent[1:]
		c.taken = append(c.taken, append(clock(nil), g.vc...))
		g.tick()
	}
}

func (r *RecvCase[T]) show() (string, string) {
	if !r.ok {
		return "receive", "closed"
	}
	return "receive", Show(r.v)
}
