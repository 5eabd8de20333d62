// wrong: order
// The map remembers the pair that Get answered last, and Move makes only the map that it moves to forget it: the key is moved, and from.Get still finds it.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once: a plain Go map behind a
// readers-writer lock. It remembers what Get has answered last.
type MutexMap struct {
	id   uint64 // its place in the order in which Move locks two maps
	mu   sync.RWMutex
	m    map[string]any
	last atomic.Pointer[answer] // set under the read lock, nil after each change
}

// answer is what Get has found under a key.
type answer struct {
	key   string
	value any
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// put stores in a map that is locked.
func (m *MutexMap) put(key string, value any) {
	m.m[key] = value
	m.last.Store(nil)
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	if last := m.last.Load(); last != nil && last.key == key {
		return last.value, true
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	if found {
		m.last.Store(&answer{key, value})
	}
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
	m.last.Store(nil)
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
	m.put(key, f(old, found))
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
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

// snapshot is the map as it is now, for the caller alone.
func (m *MutexMap) snapshot() map[string]any {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return maps.Clone(m.m)
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
	delete(from.m, key) // bug
	to.put(key, value)
	return true
}
