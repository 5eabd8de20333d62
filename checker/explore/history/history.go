// Package history judges what the calls of one schedule returned. The calls are linearizable if there is an order of them, one after the
// other, in which each call returns what it did: each call takes effect in one step between its begin and its end.
package history

import (
	"fmt"
	"strings"
	"sync"

	"sharedmap-workshop/checker/explore"
	"sharedmap-workshop/checker/explore/rt"
)

// Values are the arguments of a call, or what it returned.
type Values []any

// Call is one call as its caller saw it.
type Call struct {
	Name       string
	Args       Values
	Result     Values
	No         int // its place among the calls, from 0, as they began
	Begin, End int // its place among all begins and ends; End 0: it has not returned
}

// History is the calls of one schedule.
type History struct {
	t     *explore.T
	mu    sync.Mutex // code that is not instrumented may call at the same time
	calls []Call
	now   int
	obj   rt.SyncObject
}

// New returns an empty history of t's schedule.
func New(t *explore.T) *History { return &History{t: t} }

// Do makes a call with run, and notes its name, its arguments and what it returned. Another goroutine may move just before the call begins.
// Schedules that differ in whether one call has returned before another one began are different schedules.
func (h *History) Do(name string, args Values, run func() Values) Values {
	i := h.begin(name, args)
	result := run()
	h.end(i, result)
	return result
}

func (h *History) begin(name string, args Values) int {
	if g := rt.Enter(); g != nil {
		op := rt.Op{Kind: "call", Object: &h.obj, Read: true}
		if g.Recording() {
			op.Value = Call{Name: name, Args: args}.String()
		}
		g.Fresh(&h.obj)
		g.Point(op, nil)
		g.Touch(&h.obj, false)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now++
	h.calls = append(h.calls, Call{Name: name, Args: args, No: len(h.calls), Begin: h.now})
	return len(h.calls) - 1
}

func (h *History) end(i int, result Values) {
	h.mu.Lock()
	h.now++
	c := &h.calls[i]
	c.Result, c.End = result, h.now
	text := *c
	h.mu.Unlock()
	if g := rt.Enter(); g != nil {
		g.Touch(&h.obj, true)
		if g.Recording() {
			g.Line("return", text.String())
		}
	}
}

// Between is a scheduling point within a callback.
func (h *History) Between() {
	if g := rt.Enter(); g != nil {
		g.Point(rt.Op{Kind: "callback"}, nil)
	}
}

// Calls returns the calls so far, in the order in which they began.
func (h *History) Calls() []Call {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]Call(nil), h.calls...)
}

// String returns the calls in the order in which they began, each with what it returned.
func (h *History) String() string {
	var all []string
	for _, c := range h.Calls() {
		all = append(all, c.String())
	}
	return strings.Join(all, "; ")
}

// String returns the call as Go writes it, and after an arrow what it returned. A name of several words is written without brackets.
func (c Call) String() string {
	s := c.Name
	if !strings.Contains(s, " ") {
		s += "(" + c.Args.String() + ")"
	}
	if len(c.Result) > 0 {
		s += " → " + c.Result.String()
	}
	return s
}

// String returns the values as Go writes them.
func (v Values) String() string {
	var all []string
	for _, x := range v {
		all = append(all, show(x))
	}
	return strings.Join(all, ", ")
}

func show(x any) string {
	switch x := x.(type) {
	case nil:
		return "nil"
	case string:
		return fmt.Sprintf("%q", x)
	}
	return fmt.Sprint(x)
}
