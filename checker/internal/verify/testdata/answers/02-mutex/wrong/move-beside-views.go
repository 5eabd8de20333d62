// wrong: readers
// Move waits for the views of from but not for those of to, so that it puts a new value under the key that a view of to is just being shown: "no writer beside them; a writer waits for them".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap has a lock for its map, held for moments or by Update, and a gate
// that keeps writers out while views are inside.
type MutexMap struct {
	id   uint64
	gate sync.RWMutex // before mu
	mu   sync.Mutex
	m    map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) lock() {
	m.gate.Lock()
	m.mu.Lock()
}

func (m *MutexMap) unlock() {
	m.mu.Unlock()
	m.gate.Unlock()
}

func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.gate.RLock()
	defer m.gate.RUnlock()
	value, found := m.Get(key)
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	snapshot := maps.Clone(m.m)
	m.mu.Unlock()
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
	from.gate.Lock() // bug
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
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
