// Package context stands in for the functions of context that make contexts, so that a cancellation and a deadline are steps of the
// schedule. The type context.Context is the real one.
package context

import (
	"context"
	"sync"
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// node is a context that can be cancelled.
type node struct {
	context.Context // the parent: values, and its deadline
	done            chan struct{}
	obj             rt.SyncObject

	mu       sync.Mutex // for callers outside the scheduler
	err      error
	cause    error
	children map[int]func(err, cause error)
	order    int
	leave    func()
	deadline time.Time
	timer    *rt.Timer
}

type nodeKey struct{}

// newNode returns a new child of parent.
func newNode(parent context.Context) *node {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	n := &node{Context: parent, done: make(chan struct{}), children: map[int]func(error, error){}}
	n.leave = below(parent, n.end)
	return n
}

// below lets end be called when parent ends. The returned function undoes that.
func below(parent context.Context, end func(err, cause error)) func() {
	if p, ok := parent.Value(nodeKey{}).(*node); ok && parent.Done() == p.done {
		return p.adopt(end)
	}
	if parent.Done() == nil {
		return func() {}
	}
	if parent.Err() != nil {
		end(parent.Err(), context.Cause(parent))
		return func() {}
	}
	stop := context.AfterFunc(parent, func() { end(parent.Err(), context.Cause(parent)) })
	return func() { stop() }
}

// adopt makes end a child's: it is called when n ends. The returned function undoes that.
func (n *node) adopt(end func(err, cause error)) func() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.err != nil {
		n.mu.Unlock()
		end(n.err, n.cause)
		n.mu.Lock()
		return func() {}
	}
	n.order++
	id := n.order
	n.children[id] = end
	return func() {
		n.mu.Lock()
		delete(n.children, id)
		n.mu.Unlock()
	}
}

// end cancels n and its children, once.
func (n *node) end(err, cause error) {
	n.mu.Lock()
	if n.err != nil {
		n.mu.Unlock()
		return
	}
	if cause == nil {
		cause = err
	}
	n.err, n.cause = err, cause
	children, last := n.children, n.order
	n.children = nil
	n.mu.Unlock()
	if g := rt.Enter(); g != nil {
		g.Touch(&n.obj, true)
		rt.CloseNow(g, n.done)
	} else {
		close(n.done)
	}
	for id := 1; id <= last; id++ {
		if child := children[id]; child != nil {
			child(err, cause)
		}
	}
}

// cancel is what a CancelFunc does: a scheduling point, and then end.
func (n *node) cancel(err, cause error) {
	g := rt.Enter()
	if g != nil {
		g.Point(rt.Op{Kind: "cancel"}, nil)
	}
	n.end(err, cause)
	n.leave()
	if g != nil && n.timer != nil {
		g.Stop(n.timer)
	}
}

func (n *node) Done() <-chan struct{} { return n.done }

func (n *node) Err() error {
	g := rt.Enter()
	if g != nil {
		g.Point(rt.Op{Kind: "context err", Object: &n.obj, Read: true}, nil)
		g.Touch(&n.obj, false)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if g != nil && n.err != nil {
		g.Note(n.err.Error())
	}
	return n.err
}

func (n *node) Deadline() (time.Time, bool) {
	if n.deadline.IsZero() {
		return n.Context.Deadline()
	}
	return n.deadline, true
}

func (n *node) Value(key any) any {
	if _, ok := key.(nodeKey); ok {
		return n
	}
	return n.Context.Value(key)
}

// AfterFunc is a method that the real package looks for. With it, a real child of n needs no goroutine.
func (n *node) AfterFunc(f func()) func() bool {
	stopped := false
	leave := n.adopt(func(error, error) { stopped = true; f() })
	return func() bool {
		leave()
		was := stopped
		stopped = true
		return !was
	}
}
