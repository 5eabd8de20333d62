package rt

import (
	"reflect"
	"slices"
)

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

// sel is every channel operation: wait until a case can happen, then make one happen.
func (g *G) sel(otherwise bool, cases []Case) int {
	w := &waiter{g: g, cases: cases, chans: g.channels(cases), fired: -1}
	op := Op{Kind: kindOf(otherwise, cases), cases: w.chans}
	if otherwise {
		op.cases = nil // it depends on who else stands before an operation, too
		w.enlist(false)
		g.Point(op, nil)
		return g.report(cases, g.look(w))
	}
	w.enlist(true)
	g.wait = w
	g.Point(op, w.possible)
	g.wait = nil
	w.leave()
	if w.fired < 0 {
		w.fired = g.attempt(w)
	}
	return g.report(cases, w.fired)
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

// enlist puts the cases where partners find them.
func (w *waiter) enlist(queue bool) {
	for i, c := range w.cases {
		c.join(w, i)
		if w.chans[i] != nil && queue {
			q := c.queue(w.chans[i])
			*q = append(*q, c)
		}
	}
}

func (w *waiter) leave() {
	for i, c := range w.cases {
		if w.chans[i] != nil {
			q := c.queue(w.chans[i])
			*q = slices.DeleteFunc(*q, func(o Case) bool { return o == c })
		}
	}
}

// possible says whether one of the cases has happened or can.
func (w *waiter) possible() bool {
	if w.fired >= 0 {
		return true
	}
	for i, c := range w.cases {
		if ch := w.chans[i]; ch != nil && (c.partner(w, ch) != nil || c.ready(w, ch)) {
			return true
		}
	}
	return false
}

// attempt makes one of the possible cases happen, the scheduler's choice.
func (g *G) attempt(w *waiter) int {
	var room [8]int
	can := room[:0]
	for i, c := range w.cases {
		if ch := w.chans[i]; ch != nil && (c.partner(w, ch) != nil || c.ready(w, ch)) {
			can = append(can, i)
		}
	}
	i := can[g.Pick(len(can))]
	w.cases[i].act(g, w.chans[i])
	return i
}

// look is a select with default. A partner that stands before its operation may or may not have begun to wait:
// that is a choice, too.
func (g *G) look(w *waiter) int {
	var room [8]int
	can := room[:0]
	sure := false
	for i, c := range w.cases {
		ch := w.chans[i]
		if ch == nil {
			continue
		}
		if w.fired < 0 && c.ready(w, ch) {
			sure = true
			can = append(can, i)
		} else if p := c.partner(w, ch); p != nil {
			sure = sure || p.arrived
			can = append(can, i)
		}
	}
	if w.fired >= 0 {
		return w.fired
	}
	ways := len(can)
	if !sure {
		ways++
	}
	if k := g.Pick(ways); k < len(can) {
		w.cases[can[k]].act(g, w.chans[can[k]])
		return can[k]
	}
	for _, c := range w.chans {
		if c != nil {
			g.Touch(&c.obj, false)
		}
	}
	g.spun()
	g.Note("not ready")
	return -1
}

func (g *G) report(cases []Case, i int) int {
	if i < 0 {
		return i
	}
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
		if _, send := cases[0].(interface{ sends() }); send {
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
