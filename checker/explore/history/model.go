package history

import "math"

// Model says what calls return that are made one after the other. A state is a comparable value, such as an array or a struct, so that no
// step changes the state that another step begins with.
type Model[S comparable] struct {
	Start S
	// Step carries the call out in state s. It returns the states that can come of it, none where the call could not have
	// returned in s what it did, and several where what it returned leaves open what it did.
	Step func(s S, c Call) []S
	// Open says of a call that it may take effect even after it has returned, such as one that was given up. Nil: none.
	Open func(c Call) bool
	// Parts are the steps that a call is made of, each to be found somewhere between its begin and its end. Nil: c alone. A
	// step that is to come after another one of the same call finds that out from the state.
	Parts func(c Call) []Call
}

// One returns the answer of a Step that leads to one state if ok holds, else to none.
func One[S comparable](ok bool, s S) []S {
	if !ok {
		return nil
	}
	return []S{s}
}

// Judge fails h's schedule where no order of its calls explains what they returned. format is the message of the failure, and its %s is the
// list of the calls.
func Judge[S comparable](h *History, m Model[S], format string) bool {
	_, ok := Order(m, h.Calls())
	if !ok {
		h.t.Errorf(format, h.String())
	}
	return ok
}

// maxCalls is how many calls one history can have.
const maxCalls = 64

// Order returns an order of the calls in which each call, made one after the other, returns what it did. A call that had ended when another
// one began comes before it. Order tries all such orders, and each set of calls with each state only once. A call that has not returned is
// part of the order only where another call needs it.
func Order[S comparable](m Model[S], calls []Call) ([]Call, bool) {
	calls = m.parts(calls)
	if len(calls) > maxCalls {
		panic("history: more than 64 calls")
	}
	o := &ordering[S]{model: m, calls: calls, ends: make([]int, len(calls))}
	for i, c := range calls {
		o.ends[i] = c.End
		if c.End == 0 || m.Open != nil && m.Open(c) {
			o.ends[i] = math.MaxInt
		}
		if c.End != 0 {
			o.must |= 1 << i
		}
	}
	if !o.from(0, m.Start) {
		return nil, false
	}
	out := make([]Call, 0, len(calls))
	for i := len(o.found) - 1; i >= 0; i-- {
		out = append(out, calls[o.found[i]])
	}
	return out, true
}

// parts replaces each call by its parts.
func (m Model[S]) parts(calls []Call) []Call {
	if m.Parts == nil {
		return calls
	}
	out := make([]Call, 0, 2*len(calls))
	for _, c := range calls {
		out = append(out, m.Parts(c)...)
	}
	return out
}

// ordering is the search for an order.
type ordering[S comparable] struct {
	model Model[S]
	calls []Call
	ends  []int  // when each call is over for those that come later
	must  uint64 // the calls that have returned, as bits
	tried map[position[S]]bool
	found []int // the order, its last call first
}

// position is the beginning of an order as far as it matters: the calls that it holds, and the state after them.
type position[S comparable] struct {
	done  uint64
	state S
}

// from reports whether the calls that are not done can follow. s is the state after those that are done.
func (o *ordering[S]) from(done uint64, s S) bool {
	if done&o.must == o.must {
		return true
	}
	at := position[S]{done, s}
	if o.tried[at] {
		return false
	}
	first := o.firstEnd(done)
	for i, c := range o.calls {
		if done&(1<<i) != 0 || c.Begin > first {
			continue
		}
		for _, next := range o.model.Step(s, c) {
			if o.from(done|1<<i, next) {
				o.found = append(o.found, i)
				return true
			}
		}
	}
	if o.tried == nil {
		o.tried = map[position[S]]bool{}
	}
	o.tried[at] = true
	return false
}

// firstEnd returns when the first of the calls that are not done had ended. No call that began later can come before that call.
func (o *ordering[S]) firstEnd(done uint64) int {
	first := math.MaxInt
	for i, end := range o.ends {
		if done&(1<<i) == 0 {
			first = min(first, end)
		}
	}
	return first
}
