// wrong: locked
// explain: data-race write-under-rlock
// Copy-on-write with a flag that Range sets under the read lock: two Ranges at once write it, a data race.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var lastMapID atomic.Uint64

// MutexMap copies its map before a write only when a Range may still be walking through it.
type MutexMap struct {
	mu     sync.RWMutex
	id     uint64
	m      map[string]any
	shared bool // a Range has m
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastMapID.Add(1), m: make(map[string]any)}
}

// own makes m safe to write. The write lock is held.
func (m *MutexMap) own() map[string]any {
	if m.shared {
		m.m, m.shared = maps.Clone(m.m), false
	}
	return m.m
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.own()[key] = value
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
	delete(m.own(), key)
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
	value := f(old, found)
	m.own()[key] = value
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	m.shared = true // bug
	walk := m.m
	m.mu.RUnlock()
	for key, value := range walk {
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
		delete(from.own(), key)
		to.own()[key] = value
	}
	return found
}
