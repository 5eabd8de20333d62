// wrong: order
// Move(m, m, k) takes the key out and puts it back, and a Set in between is overwritten with the old value: "Move(m, m, k) changes nothing".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a plain Go map behind a readers-writer lock.
type MutexMap struct {
	id uint64 // its place in the order of locking
	mu sync.RWMutex
	m  map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) snapshot() map[string]any {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return maps.Clone(m.m)
}

func Move(from, to *MutexMap, key string) bool {
	value, found := from.take(key)
	if found {
		to.Set(key, value) // bug
	}
	return found
}

func (m *MutexMap) take(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	delete(m.m, key)
	return value, found
}
