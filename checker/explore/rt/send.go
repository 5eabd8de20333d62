package rt

import "unsafe"

// SendCase sends a value.
type SendCase[T any] struct {
	part
	ch chan<- T
	v  T
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

// ready looks whether there is room, or somebody outside takes the value; sending on a closed channel is possible:
// it panics.
func (c *SendCase[T]) ready(w *waiter, ch *channel) bool {
	if len(c.ch) < cap(c.ch) || ch.obj.closed {
		return true
	}
	if w.g.s.slow && c.put(w.g, ch) {
		w.fired = c.index
		return true
	}
	return false
}

func (c *SendCase[T]) partner(w *waiter, ch *channel) *waiter {
	if cap(c.ch) > 0 {
		return nil
	}
	return owner(first(ch.recvq, w))
}

// act sends; on a closed channel it panics as it should.
func (c *SendCase[T]) act(g *G, ch *channel) bool {
	if other := first(ch.recvq, c.w); other != nil && cap(c.ch) == 0 && !ch.obj.closed {
		r := other.(*RecvCase[T])
		r.v, r.ok = c.v, true
		g.meets(other, ch)
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

func (c *SendCase[T]) show() (string, string) { return "send", Show(c.v) }

func (c *SendCase[T]) sends() {}

// Close closes ch: all who wait to receive can go on, all who wait to send will panic.
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
	g.Touch(&c.obj, true)
	c.obj.closed = true
	g.Release(&c.obj)
}
