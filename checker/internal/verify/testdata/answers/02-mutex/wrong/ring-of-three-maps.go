// wrong: order
// explain: assertion lock-order
// Maps made one after the other are locked the older first, all others the younger first: any two opposite moves agree, but moves round three maps (1 to 2, 2 to 3, 3 to 1) wait for each other for ever.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var mutexMapSerial atomic.Uint64

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id uint64 // Move locks in the order of the ids
	mu sync.RWMutex
	m  map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: mutexMapSerial.Add(1), m: make(map[string]any)}
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
	first, second := from, to
	if mutexMapBefore(second, first) {
		first, second = second, first
	}
	first.mu.Lock() // bug
	defer first.mu.Unlock()
	second.mu.Lock() // bug
	defer second.mu.Unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}

// mutexMapBefore says whether a is locked before b.
func mutexMapBefore(a, b *MutexMap) bool {
	if a.id+1 == b.id || b.id+1 == a.id {
		return a.id < b.id
	}
	return a.id > b.id
}
