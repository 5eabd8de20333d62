// wrong: atomic
// Get remembers the last key it found and answers from there without the lock; writers forget it, but Get remembers only after it has let the lock go, so a write between the two leaves the old value remembered, and every later Get of the key returns it: breaks "every method but `Range` is one step (linearizable)".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type hit struct {
	key   string
	value any
}

// MutexMap is a map that many goroutines use at once. Most calls ask for the
// same key again and again: the last answer is kept at hand.
type MutexMap struct {
	id   uint64
	mu   sync.RWMutex
	m    map[string]any
	last atomic.Pointer[hit] // nil after every change of m
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// put and drop are for those who hold the lock.
func (m *MutexMap) put(key string, value any) {
	m.m[key] = value
	m.last.Store(nil)
}

func (m *MutexMap) drop(key string) {
	delete(m.m, key)
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
	value, found := m.lookup(key)
	if found {
		m.last.Store(&hit{key, value}) // bug
	}
	return value, found
}

func (m *MutexMap) lookup(key string) (any, bool) {
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
		_, found := from.lookup(key)
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
