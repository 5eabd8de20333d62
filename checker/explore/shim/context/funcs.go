package context

import (
	"context"
	"time"

	"sharedmap-workshop/checker/explore/rt"
)

// WithCancel stands in for context.WithCancel.
func WithCancel(parent context.Context) (context.Context, context.CancelFunc) {
	if rt.Enter() == nil {
		return early(context.WithCancel(parent))
	}
	n := newNode(parent)
	return n, func() { n.cancel(context.Canceled, nil) }
}

// early makes the channel of a context that was made before all schedules. Otherwise the first schedule would make the channel inside its
// bubble, and later schedules could not use it.
func early[F any](c context.Context, cancel F) (context.Context, F) {
	c.Done()
	return c, cancel
}

// WithCancelCause stands in for context.WithCancelCause.
func WithCancelCause(parent context.Context) (context.Context, context.CancelCauseFunc) {
	if rt.Enter() == nil {
		return early(context.WithCancelCause(parent))
	}
	n := newNode(parent)
	return n, func(cause error) { n.cancel(context.Canceled, cause) }
}

// WithTimeout stands in for context.WithTimeout.
func WithTimeout(parent context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(d), nil)
}

// WithTimeoutCause stands in for context.WithTimeoutCause.
func WithTimeoutCause(parent context.Context, d time.Duration, cause error) (context.Context, context.CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(d), cause)
}

// WithDeadline stands in for context.WithDeadline.
func WithDeadline(parent context.Context, at time.Time) (context.Context, context.CancelFunc) {
	return WithDeadlineCause(parent, at, nil)
}

// WithDeadlineCause stands in for context.WithDeadlineCause.
func WithDeadlineCause(parent context.Context, at time.Time, cause error) (context.Context, context.CancelFunc) {
	if rt.Enter() == nil {
		return early(context.WithDeadlineCause(parent, at, cause))
	}
	n := newNode(parent)
	if have, ok := parent.Deadline(); !ok || at.Before(have) {
		n.deadline = at
		n.expire(at, cause)
	}
	return n, func() { n.cancel(context.Canceled, nil) }
}

// expire ends n at a time, or now if the time has passed.
func (n *node) expire(at time.Time, cause error) {
	d := time.Until(at)
	if d <= 0 {
		n.end(context.DeadlineExceeded, cause)
		return
	}
	n.timer = rt.NewTimer("deadline", func() { n.end(context.DeadlineExceeded, cause) })
	rt.Enter().Start(n.timer, d, 0)
}

// Cause stands in for context.Cause.
func Cause(c context.Context) error {
	n, ok := c.Value(nodeKey{}).(*node)
	if !ok || c.Done() != n.Done() {
		return context.Cause(c)
	}
	n.Err()
	return n.cause
}

// WithoutCancel stands in for context.WithoutCancel.
func WithoutCancel(parent context.Context) context.Context {
	return loose{context.WithoutCancel(parent)}
}

// loose is a context without its parent's cancellation: it hides the parent's node.
type loose struct{ context.Context }

func (l loose) Value(key any) any {
	if _, ok := key.(nodeKey); ok {
		return nil
	}
	return l.Context.Value(key)
}

// AfterFunc stands in for context.AfterFunc.
func AfterFunc(c context.Context, f func()) func() bool {
	g := rt.Enter()
	if g == nil {
		return context.AfterFunc(c, f)
	}
	ran := false
	obj := new(rt.SyncObject)
	leave := below(c, func(error, error) {
		if ran {
			return
		}
		ran = true
		if g := rt.Enter(); g != nil {
			g.Touch(obj, true)
			g.Release(obj)
			g.Spawn("AfterFunc", f)
			return
		}
		go f()
	})
	return func() bool {
		if g := rt.Enter(); g != nil {
			g.Point(rt.Op{Kind: "stop", Object: obj}, nil)
			g.Touch(obj, true)
			g.Acquire(obj)
		}
		leave()
		was := ran
		ran = true
		return !was
	}
}
