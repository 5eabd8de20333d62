package sync

import (
	"sync"

	"sharedmap-workshop/checker/explore/rt"
)

// Cond stands in for sync.Cond. Which waiter Signal wakes is a choice.
type Cond struct {
	L sync.Locker

	once    sync.Once
	real    *sync.Cond
	obj     rt.SyncObject
	waiters []*bool
}

// NewCond stands in for sync.NewCond.
func NewCond(l sync.Locker) *Cond { return &Cond{L: l} }

func (c *Cond) ordinary() *sync.Cond {
	c.once.Do(func() { c.real = sync.NewCond(c.L) })
	return c.real
}

func (c *Cond) fresh(g *rt.G) {
	if g.Fresh(&c.obj) {
		c.waiters = nil
	}
}

// Wait unlocks c.L, waits to be woken, and locks c.L again. A Signal can come just before, and is lost then if the condition is changed
// without the lock.
func (c *Cond) Wait() {
	g := rt.Enter()
	if g == nil {
		c.ordinary().Wait()
		return
	}
	c.fresh(g)
	g.Point(rt.Op{Kind: "cond wait", Object: &c.obj}, nil)
	woken := false
	c.waiters = append(c.waiters, &woken)
	g.Touch(&c.obj, true)
	c.L.Unlock()
	g.Point(rt.Op{Kind: "cond wait", Object: &c.obj}, func() bool { return woken })
	g.Note("woken")
	g.Acquire(&c.obj)
	c.L.Lock()
}

// Signal wakes one waiting goroutine, if there is one.
func (c *Cond) Signal() { c.wake(false) }

// Broadcast wakes all waiting goroutines.
func (c *Cond) Broadcast() { c.wake(true) }

func (c *Cond) wake(all bool) {
	g := rt.Enter()
	switch {
	case g == nil && all:
		c.ordinary().Broadcast()
		return
	case g == nil:
		c.ordinary().Signal()
		return
	}
	c.fresh(g)
	kind := "signal"
	if all {
		kind = "broadcast"
	}
	g.Point(rt.Op{Kind: kind, Object: &c.obj}, nil)
	g.Touch(&c.obj, true)
	g.Release(&c.obj)
	if len(c.waiters) == 0 {
		g.Note("nobody waits")
	}
	for len(c.waiters) > 0 {
		i := g.Pick(len(c.waiters))
		*c.waiters[i] = true
		c.waiters = append(c.waiters[:i:i], c.waiters[i+1:]...)
		if !all {
			return
		}
	}
}
