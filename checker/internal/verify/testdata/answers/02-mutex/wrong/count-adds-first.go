// wrong: atomic
// Count reads a counter without the lock, and a Set that overwrites a key counts one up before it takes that back, so a Count in between is one too high: "Count never counts half a change".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap keeps its number of keys beside the map, so that Count, which is
// called all the time, never waits.
type MutexMap struct {
	id uint64
	n  atomic.Int64 // number of keys; changed under mu only
	mu sync.RWMutex
	m  map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// put needs the lock.
func (m *MutexMap) put(key string, value any) {
	_, replaced := m.m[key]
	m.m[key] = value
	m.n.Add(1) // bug
	if replaced {
		m.n.Add(-1) // bug
	}
}

// take needs the lock.
func (m *MutexMap) take(key string) (any, bool) {
	value, found := m.m[key]
	if found {
		delete(m.m, key)
		m.n.Add(-1)
	}
	return value, found
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
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
	m.take(key)
}

func (m *MutexMap) Count() int { return int(m.n.Load()) }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.put(key, f(old, found))
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
	value, found := from.take(key)
	if found {
		to.put(key, value)
	}
	return found
}
