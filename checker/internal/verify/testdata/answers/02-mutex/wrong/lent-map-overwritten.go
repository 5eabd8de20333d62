// wrong: locked
// explain: data-race unlocked-read
// Range borrows the map and writers copy it first, but Update writes a key that is there into the borrowed map, beside the Range that reads it.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once: a plain Go map behind a
// readers-writer lock. Range does not copy it but borrows it; whoever changes a map
// that is lent copies it first.
type MutexMap struct {
	id   uint64 // its place in the order in which Move locks two maps
	mu   sync.RWMutex
	m    map[string]any
	lent atomic.Bool
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// own makes the map its own again, to be changed. The lock is held.
func (m *MutexMap) own() map[string]any {
	if m.lent.Load() {
		m.m = maps.Clone(m.m)
		m.lent.Store(false)
	}
	return m.m
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.own()[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.own(), key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	value := f(old, found)
	if !found {
		m.own() // there will be one key more
	}
	m.m[key] = value // bug
}

// View shows f the value under key. Views run side by side, no writer beside them.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.borrow() {
		if !f(key, value) {
			return
		}
	}
}

// borrow lends the map as it is now.
func (m *MutexMap) borrow() map[string]any {
	m.mu.RLock()
	defer m.mu.RUnlock()
	m.lent.Store(true)
	return m.m
}

// lockBoth locks two maps, the older one first.
func lockBoth(a, b *MutexMap) {
	if b.id < a.id {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	lockBoth(from, to)
	defer from.mu.Unlock()
	defer to.mu.Unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.own(), key)
	to.own()[key] = value
	return true
}
