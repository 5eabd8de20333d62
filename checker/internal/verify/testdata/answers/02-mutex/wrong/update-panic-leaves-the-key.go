// wrong: unlock
// Update makes the cell of a missing key before it calls f, so a panic of f leaves the key behind with nil: the map is not as it was.
package main

import (
	"sync"
	"sync/atomic"
)

var mutexMapSerial atomic.Uint64

// cellOfMap holds one value.
type cellOfMap struct{ value any }

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id uint64 // Move locks in the order of the ids
	mu sync.RWMutex
	m  map[string]*cellOfMap
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: mutexMapSerial.Add(1), m: make(map[string]*cellOfMap)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = &cellOfMap{value}
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	cell, found := m.m[key]
	if !found {
		return nil, false
	}
	return cell.value, true
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
	cell, found := m.m[key]
	if !found {
		cell = new(cellOfMap)
		m.m[key] = cell
	}
	cell.value = f(cell.value, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	cell, found := m.m[key]
	if !found {
		f(nil, false)
		return
	}
	f(cell.value, true)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	seen := make(map[string]any, len(m.m))
	for key, cell := range m.m {
		seen[key] = cell.value
	}
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
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	cell, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = cell
	return true
}
