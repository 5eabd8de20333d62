package rt

import "unsafe"

// SendCase is a send.
type SendCase[T any] struct {
	caseBase
	ch chan<- T
	v  T
}

// To returns a send to ch.
func To[T any](ch chan<- T) *SendCase[T] { return &SendCase[T]{ch: ch} }

// Val sets what is sent.
func (c *SendCase[T]) Val(v T) *SendCase[T] {
	c.v = v
	return c
}

func (c *SendCase[T]) key() unsafe.Pointer       { return *(*unsafe.Pointer)(unsafe.Pointer(&c.ch)) }
func (c *SendCase[T]) queue(ch *channel) *[]Case { return &ch.sendq }

// ready reports whether there is room, or code that is not instrumented has received the value. A send on a closed channel is ready, too:
// it panics.
func (c *SendCase[T]) ready(w *waiter, ch *channel) bool {
	if len(c.ch) < cap(c.ch) || ch.object.closed {
		return true
	}
	if w.g.s.foreign && c.put(w.g, ch) {
		w.fired = c.index
		return true
	}
	return false
}

func (c *SendCase[T]) partner(w *waiter, ch *channel) *waiter {
	if cap(c.ch) > 0 {
		return nil
	}
	return waiterOf(firstWaiting(ch.recvq, w))
}

// act sends, to the buffer or to a goroutine that waits to receive. On a closed channel it panics as Go does.
func (c *SendCase[T]) act(g *G, ch *channel) bool {
	if other := firstWaiting(ch.recvq, c.w); other != nil && cap(c.ch) == 0 && !ch.object.closed {
		r := other.(*RecvCase[T])
		r.v, r.ok = c.v, true
		g.handOver(other, ch)
		return true
	}
	return c.put(g, ch)
}

// put sends on the real channel, and reports whether that was possible.
func (c *SendCase[T]) put(g *G, ch *channel) bool {
	select {
	case c.ch <- c.v:
	default:
		return false
	}
	g.Touch(&ch.object, true)
	if g.Recording() {
		g.noteBuffer(ch, true, c.v)
	}
	if len(ch.taken) > 0 {
		g.clock = g.clock.join(ch.taken[0])
		ch.taken = ch.taken[1:]
	}
	ch.sent = append(ch.sent, append(clock(nil), g.clock...))
	g.tick()
	return true
}

func (c *SendCase[T]) show() (string, string) { return "send", Show(c.v) }

func (c *SendCase[T]) sends() {}

func (c *SendCase[T]) size() int { return cap(c.ch) }

// Close is `close(ch)`. Goroutines that wait to receive can go on, and goroutines that wait to send will panic.
func Close[T any](ch chan<- T) {
	g := Enter()
	if g == nil || ch == nil {
		close(ch)
		return
	}
	c := g.s.channel(*(*unsafe.Pointer)(unsafe.Pointer(&ch)))
	g.Fresh(&c.object)
	g.Point(Op{Kind: "close", Object: &c.object}, nil)
	CloseNow(g, ch)
}

// CloseNow closes ch as part of another operation of g.
func CloseNow[T any](g *G, ch chan<- T) {
	c := g.s.channel(*(*unsafe.Pointer)(unsafe.Pointer(&ch)))
	close(ch)
	g.Touch(&c.object, true)
	c.object.closed = true
	g.Release(&c.object)
}
