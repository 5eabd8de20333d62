package rt

import (
	"reflect"
	"slices"

	"sharedmap-workshop/checker/explore/strategy"
)

type realCase = reflect.SelectCase

func (r *RecvCase[T]) real() realCase {
	return realCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(r.ch)}
}

func (c *SendCase[T]) real() realCase {
	return realCase{Dir: reflect.SelectSend, Chan: reflect.ValueOf(c.ch), Send: reflect.ValueOf(&c.v).Elem()}
}

// Send is `ch <- v`, for To(ch).Send(v).
func (c *SendCase[T]) Send(v T) {
	c.v = v
	if g := Enter(); g != nil {
		g.channelOp(false, []Case{c})
		return
	}
	c.ch <- v
}

// Recv is `<-ch`.
func Recv[T any](ch <-chan T) T {
	v, _ := Recv2(ch)
	return v
}

// Recv2 is `v, ok := <-ch`.
func Recv2[T any](ch <-chan T) (T, bool) {
	g := Enter()
	if g == nil {
		v, ok := <-ch
		return v, ok
	}
	r := From(ch)
	g.channelOp(false, []Case{r})
	return r.v, r.ok
}

// Select is a select. It returns the index of the case that has happened, or -1 for the default case. Without a default, otherwise is
// false.
func Select(otherwise bool, cases ...Case) int {
	if g := Enter(); g != nil {
		return g.channelOp(otherwise, cases)
	}
	return realSelect(otherwise, cases)
}

// Forever is `select {}`.
func Forever() {
	if g := Enter(); g != nil {
		g.Point(Op{Kind: "select"}, func() bool { return false })
	}
}

// channelOp is every channel operation: it waits until a case can happen, and makes one happen.
func (g *G) channelOp(otherwise bool, cases []Case) int {
	w := &waiter{g: g, cases: cases, chans: g.channels(cases), fired: -1}
	op := Op{Kind: kindOf(otherwise, cases), channels: w.chans}
	if otherwise {
		op.channels = nil // it depends on which goroutines stand before an operation as well
		w.enqueue(false)
		g.Point(op, nil)
		return g.noteCase(w, g.tryCases(w))
	}
	w.enqueue(true)
	g.wait = w
	g.Point(op, w.possible)
	g.wait = nil
	w.dequeue()
	if w.fired < 0 {
		w.fired = g.performCase(w)
	}
	return g.noteCase(w, w.fired)
}

// channels returns what is known of the channel of each case.
func (g *G) channels(cases []Case) []*channel {
	chans := make([]*channel, len(cases))
	for i, c := range cases {
		if chans[i] = g.s.channel(c.key()); chans[i] != nil {
			g.Fresh(&chans[i].object)
		}
	}
	g.noteChannels(chans, cases)
	return chans
}

// enqueue puts the cases where other goroutines find them.
func (w *waiter) enqueue(queue bool) {
	for i, c := range w.cases {
		c.join(w, i)
		if w.chans[i] != nil && queue {
			q := c.queue(w.chans[i])
			*q = append(*q, c)
		}
	}
}

// dequeue takes the cases back.
func (w *waiter) dequeue() {
	for i, c := range w.cases {
		if w.chans[i] != nil {
			q := c.queue(w.chans[i])
			*q = slices.DeleteFunc(*q, func(o Case) bool { return o == c })
		}
	}
}

// possible reports whether one of the cases has happened or can happen.
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

// performCase makes one of the possible cases happen; which one is a choice.
func (g *G) performCase(w *waiter) int {
	var room [8]int
	can := room[:0]
	for i, c := range w.cases {
		if ch := w.chans[i]; ch != nil && (c.partner(w, ch) != nil || c.ready(w, ch)) {
			can = append(can, i)
		}
	}
	i := can[g.pick(strategy.Pick, len(can), func(k int) Way { return w.way(can, k) })]
	w.cases[i].act(g, w.chans[i])
	return i
}

// tryCases is a select with a default case. It is a choice whether a partner that stands before its operation has begun to wait
// already.
func (g *G) tryCases(w *waiter) int {
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
			sure = sure || p.certainlyWaits
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
	if k := g.pick(strategy.Pick, ways, func(k int) Way { return w.way(can, k) }); k < len(can) {
		w.cases[can[k]].act(g, w.chans[can[k]])
		return can[k]
	}
	for _, c := range w.chans {
		if c != nil {
			g.Touch(&c.object, false)
		}
	}
	g.countIdleOp()
	g.Note("not ready")
	return -1
}

// noteCase adds to the trace which case has happened, and returns its index.
func (g *G) noteCase(w *waiter, i int) int {
	if i < 0 {
		return i
	}
	g.idleOps, g.polls = 0, false
	if g.Recording() {
		cases := w.cases
		g.noteChannel(w.chans[i])
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

// kindOf returns what the trace calls the operation.
func kindOf(otherwise bool, cases []Case) string {
	if len(cases) == 1 && !otherwise {
		if _, send := cases[0].(interface{ sends() }); send {
			return "send"
		}
		return "receive"
	}
	return "select"
}

// realSelect is a select outside of a schedule.
func realSelect(otherwise bool, cases []Case) int {
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

func (r *RecvCase[T]) size() int { return cap(r.ch) }

func (r *RecvCase[T]) got(v reflect.Value, ok bool) {
	if r.ok = ok; ok {
		reflect.ValueOf(&r.v).Elem().Set(v)
	}
}
