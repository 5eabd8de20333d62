// wrong: locked
// explain: data-race unlocked-read
// Range shares the map and writers copy it first, but Remove does not, so Range and Remove race: "no data race whatever methods run together".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a plain Go map behind a readers-writer lock.
type MutexMap struct {
	id     uint64 // its place in the order of locking
	mu     sync.RWMutex
	m      map[string]any
	shared atomic.Bool // a Range walks over m: copy before writing
}

// own makes m a map that no Range walks over. The caller holds the lock.
func (m *MutexMap) own() {
	if m.shared.Swap(false) {
		m.m = maps.Clone(m.m)
	}
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.own()
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
	delete(m.m, key) // bug
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.own()
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
	m.shared.Store(true)
	return m.m
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
	from.own()
	to.own()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
