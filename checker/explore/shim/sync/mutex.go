// Package sync stands in for sync in instrumented code. It has the same types, and each operation that can wait is a scheduling
// point. Outside of a schedule a type behaves as the real one.
package sync

import (
	"sync"

	"sharedmap-workshop/checker/explore/rt"
)

// Mutex stands in for sync.Mutex.
type Mutex struct {
	real sync.Mutex
	obj  rt.SyncObject
	held bool
}

func (m *Mutex) fresh(g *rt.G) {
	if g.Fresh(&m.obj) {
		m.held = false
	}
}

// Lock waits until the mutex is unlocked. Which of several waiters gets it is a choice.
func (m *Mutex) Lock() {
	g := rt.Enter()
	if g == nil {
		m.real.Lock()
		return
	}
	m.fresh(g)
	g.Point(rt.Op{Kind: "lock", Object: &m.obj}, func() bool { return !m.held })
	m.take(g)
}

func (m *Mutex) take(g *rt.G) {
	m.held = true
	g.Touch(&m.obj, true)
	g.Acquire(&m.obj)
}

// TryLock locks the mutex if it is unlocked.
func (m *Mutex) TryLock() bool {
	g := rt.Enter()
	if g == nil {
		return m.real.TryLock()
	}
	m.fresh(g)
	g.WatchLocks()
	g.Point(rt.Op{Kind: "trylock", Object: &m.obj}, nil)
	if m.held {
		g.Touch(&m.obj, false)
		g.Note("held")
		return false
	}
	m.take(g)
	return true
}

// Unlock unlocks the mutex.
func (m *Mutex) Unlock() {
	g := rt.Enter()
	if g == nil {
		m.real.Unlock()
		return
	}
	m.fresh(g)
	release(g, &m.obj, "unlock")
	if !m.held {
		panic(rt.Misuse("sync: unlock of unlocked mutex"))
	}
	m.held = false
	g.Touch(&m.obj, true)
	g.Release(&m.obj)
}

// release is a scheduling point only where the program looks whether locks are held.
func release(g *rt.G, o *rt.SyncObject, kind string) {
	if g.LocksWatched() {
		g.Point(rt.Op{Kind: kind, Object: o}, nil)
		return
	}
	g.LineOn(o, kind)
}
