package rt

import "unsafe"

// channel is what the scheduler adds to a real channel: who waits on it, in order, and what orders whom.
// Buffers and closing are the real channel's; only a hand-over between two goroutines that wait for
// each other is the scheduler's, so code that is not instrumented can use the same channel.
type channel struct {
	obj         Obj
	recvq       []Case
	sendq       []Case
	sent, taken []clock // of the values in the buffer, of the free places in it
}

// waiter is one goroutine blocked in a channel operation or a select.
type waiter struct {
	g     *G
	cases []Case
	fired int
}

// Case is one channel operation: of its own, or in a select.
type Case interface {
	key() unsafe.Pointer
	queue(c *channel) *[]Case
	join(w *waiter, index int)
	waiting() (*waiter, int)
	ready(g *G, c *channel) bool
	act(g *G, c *channel) bool
	resume(g *G, c *channel)
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

// first returns the longest waiting case of q that is still free, and removes it and stale ones before.
func first(q *[]Case, not *G) Case {
	for len(*q) > 0 {
		c := (*q)[0]
		if w, _ := c.waiting(); w.fired >= 0 {
			*q = (*q)[1:]
			continue
		}
		if w, _ := c.waiting(); w.g == not {
			break
		}
		return c
	}
	return nil
}

// complete ends the wait of case c's goroutine: c is what it did.
func (g *G) complete(c Case, ch *channel) {
	w, i := c.waiting()
	w.fired = i
	meet(g, w.g)
	g.Touch(&ch.obj, true)
	w.g.hash = mix(w.g.hash, g.hash)
	w.g.reads = 0
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

func (r *RecvCase[T]) ready(g *G, c *channel) bool {
	return len(r.ch) > 0 || c.obj.closed || first(&c.sendq, g) != nil
}

// act receives if that is possible at once.
func (r *RecvCase[T]) act(g *G, c *channel) bool {
	select {
	case r.v, r.ok = <-r.ch:
		g.Touch(&c.obj, true)
		r.order(g, c)
		return true
	default:
	}
	if other := first(&c.sendq, g); other != nil {
		r.v, r.ok = other.(*SendCase[T]).v, true
		g.complete(other, c)
		return true
	}
	return false
}

// order puts the receiver after the sender of what it took, or after the close, and lets a waiting sender in.
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
	if other := first(&c.sendq, g); other != nil {
		w, _ := other.waiting()
		other.(*SendCase[T]).put(w.g, c)
		g.complete(other, c)
	}
}

func (r *RecvCase[T]) resume(*G, *channel) {}

func (r *RecvCase[T]) show() (string, string) {
	if !r.ok {
		return "receive", "closed"
	}
	return "receive", Show(r.v)
}

// SendCase sends a value.
type SendCase[T any] struct {
	part
	ch     chan<- T
	v      T
	closed bool
}

// To makes a send to ch.
func To[T any](ch chan<- T) *SendCase[T] { return &SendCase[T]{ch: ch} }

// Val says what is sent.
func (c *SendCase[T]) Val(v T) *SendCase[T] {
	c.v = v
	return c
}

func (c *SendCase[T]) key() unsafe.Pointer       { return *(*unsafe.Pointer)(unsafe.Pointer(&c.ch)) }
func (c *SendCase[T]) queue(ch *channel) *[]Case { return &ch.sendq }

func (c *SendCase[T]) ready(g *G, ch *channel) bool {
	return first(&ch.recvq, g) != nil || len(c.ch) < cap(c.ch) || ch.obj.closed
}

// act sends if that is possible at once; on a closed channel it panics as it should.
func (c *SendCase[T]) act(g *G, ch *channel) bool {
	if other := first(&ch.recvq, g); other != nil {
		r := other.(*RecvCase[T])
		r.v, r.ok = c.v, true
		g.complete(other, ch)
		return true
	}
	return c.put(g, ch)
}

func (c *SendCase[T]) put(g *G, ch *channel) bool {
	select {
	case c.ch <- c.v:
	default:
		return false
	}
	g.Touch(&ch.obj, true)
	if len(ch.taken) > 0 {
		g.vc = g.vc.join(ch.taken[0])
		ch.taken = ch.taken[1:]
	}
	ch.sent = append(ch.sent, append(clock(nil), g.vc...))
	g.tick()
	return true
}

// resume panics where the channel was closed while the send waited.
func (c *SendCase[T]) resume(g *G, ch *channel) {
	if c.closed {
		c.ch <- c.v
	}
}

func (c *SendCase[T]) show() (string, string) { return "send", Show(c.v) }

func (c *SendCase[T]) shut() { c.closed = true }

// Close closes ch: all who wait to receive go on, all who wait to send panic.
func Close[T any](ch chan<- T) {
	g := Enter()
	if g == nil || ch == nil {
		close(ch)
		return
	}
	c := g.s.channel(*(*unsafe.Pointer)(unsafe.Pointer(&ch)))
	g.Fresh(&c.obj)
	g.Point(Op{Kind: "close", Obj: &c.obj}, nil)
	CloseNow(g, ch)
}

// CloseNow closes ch as part of another operation of g.
func CloseNow[T any](g *G, ch chan<- T) {
	c := g.s.channel(*(*unsafe.Pointer)(unsafe.Pointer(&ch)))
	close(ch)
	c.obj.closed = true
	g.Touch(&c.obj, true)
	c.obj.closed = true
	for other := first(&c.recvq, g); other != nil; other = first(&c.recvq, g) {
		w, i := other.waiting()
		w.fired = i
		w.g.hash = mix(w.g.hash, g.hash)
		w.g.vc = w.g.vc.join(g.vc)
	}
	for other := first(&c.sendq, g); other != nil; other = first(&c.sendq, g) {
		other.(interface{ shut() }).shut()
		w, i := other.waiting()
		w.fired = i
		w.g.hash = mix(w.g.hash, g.hash)
	}
	g.Release(&c.obj)
}
