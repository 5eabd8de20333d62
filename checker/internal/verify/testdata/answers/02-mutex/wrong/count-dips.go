// wrong: atomic
// Count reads an atomic number without the lock, and a writer that overwrites a key first drops it (one fewer) and then adds it (one more): a Count that comes between is one too low although no key ever went: breaks "`Count` ... never counts half a change" (every method is one step).
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once. The number of keys is
// kept beside it, so that Count need not wait for anybody.
type MutexMap struct {
	id uint64
	mu sync.RWMutex
	m  map[string]any
	n  atomic.Int64 // changed only with mu held
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// drop and put are for those who hold the lock.
func (m *MutexMap) drop(key string) {
	if _, found := m.m[key]; found {
		delete(m.m, key)
		m.n.Add(-1)
	}
}

func (m *MutexMap) put(key string, value any) {
	m.drop(key) // bug
	m.m[key] = value
	m.n.Add(1)
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
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	return int(m.n.Load()) // bug
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
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
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	from.drop(key)
	to.put(key, value)
	return true
}
