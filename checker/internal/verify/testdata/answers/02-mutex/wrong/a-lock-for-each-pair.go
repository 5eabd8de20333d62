// wrong: order
// explain: assertion lock-order
// Two moves between the same two maps are kept apart by a lock of the pair, but three moves round three maps, a to b to c to a, wait for each other for ever.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once: a plain Go map behind a
// readers-writer lock.
type MutexMap struct {
	id uint64 // its place in the order in which Move locks two maps
	mu sync.RWMutex
	m  map[string]any
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// pairs are the locks that keep moves between the same two maps apart. Which way
// they go makes no difference to the sum of the ids.
var pairs [64]sync.Mutex

func pairLock(a, b *MutexMap) *sync.Mutex {
	return &pairs[(a.id+b.id)%uint64(len(pairs))]
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
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
	delete(m.m, key)
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
	m.m[key] = f(old, found)
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

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	pair := pairLock(from, to)
	pair.Lock()
	defer pair.Unlock()
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock() // bug
	defer to.mu.Unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
