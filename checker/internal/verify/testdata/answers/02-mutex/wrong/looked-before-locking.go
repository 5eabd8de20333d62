// wrong: order
// Move looks whether the key is there before it takes the two locks, and does not look again: two moves of one key are both told true.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var lastMapID atomic.Uint64

// MutexMap is a map behind a lock. Two maps are locked in the order of their ids.
type MutexMap struct {
	mu sync.RWMutex
	id uint64
	m  map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastMapID.Add(1), m: make(map[string]any)}
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
	m.mu.RLock()
	snapshot := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range snapshot {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	value, found := from.Get(key)
	if !found || from == to { // nothing to be done, nothing to be locked
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
	delete(from.m, key)
	to.m[key] = value
	return true
}
