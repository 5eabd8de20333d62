// wrong: order
// Move compares the value with the one that to has, to spare a write, and panics where both are slices, maps or functions of one type: "values need not be comparable".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap counts its changes, so that Range copies the map only when it has
// changed since the last time.
type MutexMap struct {
	id      uint64
	mu      sync.RWMutex
	m       map[string]any
	changes uint64

	copying sync.Mutex // guards copied and copiedAt; before mu
	copied  map[string]any
	at      uint64
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// put needs the lock, and so does drop.
func (m *MutexMap) put(key string, value any) {
	m.m[key] = value
	m.changes++
}

func (m *MutexMap) drop(key string) {
	delete(m.m, key)
	m.changes++
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
	m.drop(key)
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
	m.put(key, f(old, found))
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

// snapshot is a copy that nobody changes.
func (m *MutexMap) snapshot() map[string]any {
	m.copying.Lock()
	defer m.copying.Unlock()
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.copied == nil || m.at != m.changes {
		m.copied, m.at = maps.Clone(m.m), m.changes
	}
	return m.copied
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
	if !found {
		return false
	}
	from.drop(key)
	if there, has := to.m[key]; !has || there != value { // bug
		to.put(key, value)
	}
	return true
}
