// wrong: callback
// Range walks the living map and lets the lock go around f, so where f (or another goroutine) removes a key that was seen already and sets it again, Go's iterator may come upon it a second time: breaks "it sees each key that was there at the call at most once".
package main

import (
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id uint64
	mu sync.RWMutex
	m  map[string]any
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
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

// Remove deletes key.
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

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false. Every step of the
// iteration is made with the lock held, every call of f without it; that a map
// changes while it is ranged over is something that Go allows.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	for key, value := range m.m { // bug
		if !m.unlocked(func() bool { return f(key, value) }) {
			return
		}
	}
}

func (m *MutexMap) unlocked(f func() bool) bool {
	m.mu.RUnlock()
	defer m.mu.RLock()
	return f()
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
