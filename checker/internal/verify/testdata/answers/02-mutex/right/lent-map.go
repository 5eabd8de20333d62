// right
// Range copies nothing: it borrows the very map, and the next writer, who sees that the map is lent, goes on with a copy of its own.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	mu   sync.RWMutex
	m    map[string]any // never written again once it is lent
	lent atomic.Bool
}

// moving is held by Move, so that nobody else holds one map and wants another.
var moving sync.Mutex

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{m: map[string]any{}}
}

// own returns the map for writing. The lock is held.
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
	if _, found := m.m[key]; found {
		delete(m.own(), key)
	}
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
	m.own()[key] = value
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

// borrow lends the map to a caller who only reads it.
func (m *MutexMap) borrow() map[string]any {
	m.mu.RLock()
	defer m.mu.RUnlock()
	m.lent.Store(true)
	return m.m
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.borrow() {
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
	moving.Lock()
	defer moving.Unlock()
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.own(), key)
		to.own()[key] = value
	}
	return found
}
