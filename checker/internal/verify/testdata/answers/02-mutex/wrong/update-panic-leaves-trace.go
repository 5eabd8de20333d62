// wrong: unlock
// Update notes a new key in the list of keys before it calls f, so where f panics the key stays in that list; Get and Count do not show it, but once the key is set Range shows it twice: breaks "when `Update`'s f panics ... the map is as it was".
package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once. It remembers the order
// in which its keys came.
type MutexMap struct {
	id   uint64
	mu   sync.RWMutex
	m    map[string]any
	keys []string
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// note puts key at the end of the keys where it is new. The caller holds the lock.
func (m *MutexMap) note(key string) {
	if _, known := m.m[key]; !known {
		m.keys = append(m.keys, key)
	}
}

// drop is for those who hold the lock.
func (m *MutexMap) drop(key string) {
	if _, known := m.m[key]; known {
		delete(m.m, key)
		i := slices.Index(m.keys, key)
		m.keys = slices.Delete(m.keys, i, i+1)
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.note(key)
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
	m.drop(key)
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
	m.note(key) // bug
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

// Range calls f for each key in the order in which they came, until f returns
// false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	keys := slices.Clone(m.keys)
	m.mu.RUnlock()
	for _, key := range keys {
		value, found := m.Get(key)
		if !found {
			continue // removed meanwhile
		}
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
	to.note(key)
	to.m[key] = value
	return true
}
