// wrong: atomic order
// Update holds the writers' mutex throughout but the map's lock only to read and to write, and Move takes the map's locks without the writers' mutex: a Move that comes while f thinks takes the key away and Update puts it back (doubled), or brings a value that Update then overwrites (lost): breaks "one step, nothing between read and write".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once. Writers come one after
// the other, and hold mu only while they touch m, so that reading goes on while
// Update's f thinks.
type MutexMap struct {
	id      uint64
	writers sync.Mutex
	mu      sync.RWMutex
	m       map[string]any
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// put is for those who hold writers.
func (m *MutexMap) put(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.writers.Lock()
	defer m.writers.Unlock()
	m.put(key, value)
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
	m.writers.Lock()
	defer m.writers.Unlock()
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
	m.writers.Lock()
	defer m.writers.Unlock()
	old, found := m.Get(key)
	m.put(key, f(old, found))
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	now := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range now {
		if !f(key, value) {
			return
		}
	}
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
	first.mu.Lock() // bug
	defer first.mu.Unlock()
	second.mu.Lock() // bug
	defer second.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
