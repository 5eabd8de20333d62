// wrong: unlock
// Update counts a new key before it calls f, so a panic of f leaves Count one too high, though the key is not there.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once. The keys are spread over
// small maps, all behind one lock, and counted apart.
type MutexMap struct {
	id   uint64 // its place in the order in which Move locks two maps
	mu   sync.RWMutex
	m    [16]map[string]any
	size int
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1)}
	for i := range m.m {
		m.m[i] = make(map[string]any)
	}
	return m
}

// part returns the map that key belongs to.
func (m *MutexMap) part(key string) map[string]any {
	sum := len(key)
	for i := range len(key) {
		sum += int(key[i])
	}
	return m.m[sum%len(m.m)]
}

// put stores in a map that is locked.
func (m *MutexMap) put(key string, value any) {
	part := m.part(key)
	if _, found := part[key]; !found {
		m.size++
	}
	part[key] = value
}

// drop deletes from a map that is locked.
func (m *MutexMap) drop(key string) {
	part := m.part(key)
	if _, found := part[key]; found {
		m.size--
	}
	delete(part, key)
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.part(key)[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.size
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	part := m.part(key)
	old, found := part[key]
	if !found {
		m.size++ // bug
	}
	part[key] = f(old, found)
}

// View shows f the value under key. Views run side by side, no writer beside them.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.part(key)[key]
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
	all := make(map[string]any, m.size)
	for _, part := range m.m {
		maps.Copy(all, part)
	}
	return all
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
	value, found := from.part(key)[key]
	if !found {
		return false
	}
	from.drop(key)
	to.put(key, value)
	return true
}
