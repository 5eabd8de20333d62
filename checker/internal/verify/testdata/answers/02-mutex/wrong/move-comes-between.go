// wrong: atomic
// Update, Set, Remove and View take a gate, but Move takes only that of its source: a Move into the map comes between the read and the write of an Update there, and the moved value is overwritten unseen.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var mutexMapSerial atomic.Uint64

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id   uint64       // Move locks mu in the order of the ids
	gate sync.RWMutex // held through a whole change; always taken before any mu
	mu   sync.RWMutex // guards m
	m    map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: mutexMapSerial.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.gate.Lock()
	defer m.gate.Unlock()
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
	m.gate.Lock()
	defer m.gate.Unlock()
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
	m.gate.Lock()
	defer m.gate.Unlock()
	old, found := m.Get(key)
	value := f(old, found) // Get and Count need not wait for f
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.gate.RLock()
	defer m.gate.RUnlock()
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	seen := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range seen {
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
	from.gate.Lock()
	defer from.gate.Unlock()
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
	delete(from.m, key)
	to.m[key] = value
	return true
}
