package sync

import (
	"sync"

	"sharedmap-workshop/checker/explore/rt"
)

// RWMutex stands in for sync.RWMutex. A waiting writer keeps new readers out. A reader is ordered after the writers before it and before
// the writers after it. Nothing orders two readers, even if one has unlocked before the other one locks.
type RWMutex struct {
	real    sync.RWMutex
	obj     rt.SyncObject
	left    rt.SyncObject // what readers have done that have unlocked
	readers int
	claimed bool // a writer holds the lock or is next to get it
	writing bool
}

func (m *RWMutex) fresh(g *rt.G) {
	if g.Fresh(&m.obj) {
		g.Fresh(&m.left)
		m.readers, m.claimed, m.writing = 0, false, false
	}
}

// Lock waits for other writers, and then for the readers that hold the lock.
func (m *RWMutex) Lock() {
	g := rt.Enter()
	if g == nil {
		m.real.Lock()
		return
	}
	m.fresh(g)
	op := rt.Op{Kind: "lock", Object: &m.obj}
	g.Point(op, func() bool { return !m.claimed })
	m.claimed = true
	if g.Touch(&m.obj, true); m.readers > 0 {
		g.Note("waits")
		g.Point(op, func() bool { return m.readers == 0 })
		g.Touch(&m.obj, true)
	}
	m.write(g)
}

// write takes the lock for writing.
func (m *RWMutex) write(g *rt.G) {
	m.claimed, m.writing = true, true
	g.Acquire(&m.obj)
	g.Acquire(&m.left)
}

// TryLock locks m for writing if it is unlocked.
func (m *RWMutex) TryLock() bool {
	g := rt.Enter()
	if g == nil {
		return m.real.TryLock()
	}
	m.fresh(g)
	g.WatchLocks()
	g.Point(rt.Op{Kind: "trylock", Object: &m.obj}, nil)
	if m.claimed || m.readers > 0 {
		g.Touch(&m.obj, false)
		g.Note("held")
		return false
	}
	g.Touch(&m.obj, true)
	m.write(g)
	return true
}

// Unlock unlocks m for writing.
func (m *RWMutex) Unlock() {
	g := rt.Enter()
	if g == nil {
		m.real.Unlock()
		return
	}
	m.fresh(g)
	release(g, &m.obj, "unlock")
	if !m.writing {
		panic(rt.Misuse("sync: Unlock of unlocked RWMutex"))
	}
	m.claimed, m.writing = false, false
	g.Touch(&m.obj, true)
	g.Release(&m.obj)
}

// RLock waits while a writer holds the lock or waits for it.
func (m *RWMutex) RLock() {
	g := rt.Enter()
	if g == nil {
		m.real.RLock()
		return
	}
	m.fresh(g)
	g.Point(rt.Op{Kind: "rlock", Object: &m.obj}, func() bool { return !m.claimed })
	m.enter(g)
}

func (m *RWMutex) enter(g *rt.G) {
	m.readers++
	g.Touch(&m.obj, true)
	g.Acquire(&m.obj)
}

// TryRLock locks m for reading if no writer holds the lock or waits for it.
func (m *RWMutex) TryRLock() bool {
	g := rt.Enter()
	if g == nil {
		return m.real.TryRLock()
	}
	m.fresh(g)
	g.WatchLocks()
	g.Point(rt.Op{Kind: "tryrlock", Object: &m.obj}, nil)
	if m.claimed {
		g.Touch(&m.obj, false)
		g.Note("held")
		return false
	}
	m.enter(g)
	return true
}

// RUnlock undoes one RLock.
func (m *RWMutex) RUnlock() {
	g := rt.Enter()
	if g == nil {
		m.real.RUnlock()
		return
	}
	m.fresh(g)
	release(g, &m.obj, "runlock")
	if m.readers == 0 {
		panic(rt.Misuse("sync: RUnlock of unlocked RWMutex"))
	}
	m.readers--
	g.Touch(&m.obj, true)
	g.Release(&m.left)
}

// RLocker returns a Locker that locks for reading.
func (m *RWMutex) RLocker() sync.Locker { return (*rlocker)(m) }

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }
