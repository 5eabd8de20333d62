package rt

import "reflect"

type realCase = reflect.SelectCase

func (r *RecvCase[T]) real() realCase {
	return realCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(r.ch)}
}

func (c *SendCase[T]) real() realCase {
	return realCase{Dir: reflect.SelectSend, Chan: reflect.ValueOf(c.ch), Send: reflect.ValueOf(&c.v).Elem()}
}

// Send sends v where To(ch) says.
func (c *SendCase[T]) Send(v T) {
	c.v = v
	if g := Enter(); g != nil {
		g.sel(false, []Case{c})
		return
	}
	c.ch <- v
}

// Recv receives from ch.
func Recv[T any](ch <-chan T) T {
	v, _ := Recv2(ch)
	return v
}

// Recv2 receives from ch and says whether it was open.
func Recv2[T any](ch <-chan T) (T, bool) {
	g := Enter()
	if g == nil {
		v, ok := <-ch
		return v, ok
	}
	r := From(ch)
	g.sel(false, []Case{r})
	return r.v, r.ok
}

// Select makes one of the cases happen and returns its index; with otherwise, -1 where none can at once.
func Select(otherwise bool, cases ...Case) int {
	if g := Enter(); g != nil {
		return g.sel(otherwise, cases)
	}
	return ordinary(otherwise, cases)
}

// Forever is select{}.
func Forever() {
	if g := Enter(); g != nil {
		g.Point(Op{Kind: "select"}, func() bool { return false })
	}
}

// sel is every channel operation: try, else wait.
func (g *G) sel(otherwise bool, cases []Case) int {
	chans := g.channels(cases)
	g.Point(Op{Kind: kindOf(otherwise, cases), cases: chans}, nil)
	if i := g.attempt(cases, chans); i >= 0 {
		return g.report(cases, i)
	}
	for _, c := range chans { // that nothing was possible is something seen, and for a waiter something said
		if c != nil {
			g.Touch(&c.obj, !otherwise)
		}
	}
	if otherwise {
		g.spun()
		g.Note("not ready")
		return -1
	}
	return g.park(cases, chans)
}

// channels finds what is known of the channels that the cases are about; nil for nil channels.
func (g *G) channels(cases []Case) []*channel {
	chans := make([]*channel, len(cases))
	for i, c := range cases {
		if chans[i] = g.s.channel(c.key()); chans[i] != nil {
			g.Fresh(&chans[i].obj)
		}
	}
	return chans
}

// attempt does one of the cases that can happen now, the scheduler's choice, and returns its index or -1.
// Only where none can, it tries what code that is not instrumented may have made possible.
func (g *G) attempt(cases []Case, chans []*channel) int {
	var open [8]int
	can := open[:0]
	for i, c := range cases {
		if chans[i] != nil && c.ready(g, chans[i]) {
			can = append(can, i)
		}
	}
	if len(can) > 0 {
		i := can[g.Pick(len(can))]
		cases[i].act(g, chans[i])
		return i
	}
	for i, c := range cases {
		if chans[i] != nil && c.act(g, chans[i]) {
			return i
		}
	}
	return -1
}

// park waits until another goroutine completes one of the cases, or the outside makes one possible.
func (g *G) park(cases []Case, chans []*channel) int {
	w := &waiter{g: g, cases: cases, fired: -1}
	for i, c := range cases {
		if chans[i] != nil {
			c.join(w, i)
			q := c.queue(chans[i])
			*q = append(*q, c)
		}
	}
	g.wait = w
	g.Note("waits")
	g.Point(g.at, func() bool { return w.fired >= 0 || w.poll(chans) })
	g.wait = nil
	i := w.fired
	cases[i].resume(g, chans[i])
	return g.report(cases, i)
}

// poll completes a wait through the real channels: closed or served by code that is not instrumented.
func (w *waiter) poll(chans []*channel) bool {
	for i, c := range w.cases {
		if chans[i] != nil && c.act(w.g, chans[i]) {
			w.fired = i
			return true
		}
	}
	return false
}

func (g *G) report(cases []Case, i int) int {
	g.reads = 0
	if g.Recording() {
		kind, value := cases[i].show()
		if len(cases) > 1 && value != "" {
			value = kind + " " + value
		} else if len(cases) > 1 {
			value = kind
		}
		g.Note(value)
	}
	return i
}

func kindOf(otherwise bool, cases []Case) string {
	if len(cases) == 1 && !otherwise {
		if _, send := cases[0].(interface{ shut() }); send {
			return "send"
		}
		return "receive"
	}
	return "select"
}

// ordinary is a real select.
func ordinary(otherwise bool, cases []Case) int {
	rs := make([]reflect.SelectCase, 0, len(cases)+1)
	for _, c := range cases {
		rs = append(rs, c.real())
	}
	if otherwise {
		rs = append(rs, reflect.SelectCase{Dir: reflect.SelectDefault})
	}
	i, v, ok := reflect.Select(rs)
	if i == len(cases) {
		return -1
	}
	if r, is := cases[i].(interface{ got(reflect.Value, bool) }); is {
		r.got(v, ok)
	}
	return i
}

func (r *RecvCase[T]) got(v reflect.Value, ok bool) {
	if r.ok = ok; ok {
		reflect.ValueOf(&r.v).Elem().Set(v)
	}
}
