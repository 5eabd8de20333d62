// wrong: readers
// Views of the same key share the gate, a view of another key waits: "Several views may be inside f at once" holds for whichever keys.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map with a readers-writer gate of its own: mu is held for
// moments only, and cond wakes those who wait for the gate.
type MutexMap struct {
	id      uint64
	mu      sync.Mutex
	cond    *sync.Cond
	views   int    // inside View
	viewed  string // the key that they view
	updates bool   // somebody is inside Update
	m       map[string]any
}

var lastID atomic.Uint64

// lockWrite waits until nobody is inside, and keeps mu.
func (m *MutexMap) lockWrite() {
	m.mu.Lock()
	for m.views > 0 || m.updates {
		m.cond.Wait()
	}
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
	m.cond = sync.NewCond(&m.mu)
	return m
}

func (m *MutexMap) Set(key string, value any) {
	m.lockWrite()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lockWrite()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lockWrite()
	m.updates = true
	old, found := m.m[key]
	m.mu.Unlock()
	defer func() {
		m.updates = false
		m.cond.Broadcast()
		m.mu.Unlock()
	}()
	value := callThenLock(m, f, old, found)
	m.m[key] = value
}

// callThenLock comes back, or panics, with the lock held.
func callThenLock(m *MutexMap, f func(old any, found bool) any, old any, found bool) any {
	defer m.mu.Lock()
	return f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.Lock()
	for m.updates || m.views > 0 && m.viewed != key { // bug
		m.cond.Wait()
	}
	m.views++
	m.viewed = key
	value, found := m.m[key]
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		m.views--
		m.cond.Broadcast()
		m.mu.Unlock()
	}()
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) snapshot() map[string]any {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.m)
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	value, found := from.take(key)
	if found {
		to.Set(key, value)
	}
	return found
}

func (m *MutexMap) take(key string) (any, bool) {
	m.lockWrite()
	defer m.mu.Unlock()
	value, found := m.m[key]
	delete(m.m, key)
	return value, found
}
