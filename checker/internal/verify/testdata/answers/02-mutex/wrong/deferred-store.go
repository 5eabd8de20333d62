// wrong: unlock
// Update stores in a defer, so that an f that panics leaves a missing key behind as a stored nil.
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
	value, found := m.m[key]
	defer func() { // whatever f does: the old value stays, or the new one is in
		m.m[key] = value
		m.mu.Unlock()
	}()
	value = f(value, found)
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
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
