// wrong: one-lock
// A Remove that takes the last key out starts the map afresh, with a new lock too: who still waits for the old lock and who comes later are in at the same time.
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
	mu atomic.Pointer[sync.RWMutex]
	m  map[string]any
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: mutexMapSerial.Add(1), m: make(map[string]any)}
	m.mu.Store(new(sync.RWMutex))
	return m
}

func (m *MutexMap) Set(key string, value any) {
	mu := m.mu.Load()
	mu.Lock()
	defer mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	mu := m.mu.Load()
	mu.RLock()
	defer mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	mu := m.mu.Load()
	mu.Lock()
	defer mu.Unlock()
	if _, found := m.m[key]; !found {
		return
	}
	delete(m.m, key)
	if len(m.m) == 0 {
		m.mu.Store(new(sync.RWMutex)) // as good as new
	}
}

func (m *MutexMap) Count() int {
	mu := m.mu.Load()
	mu.RLock()
	defer mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	mu := m.mu.Load()
	mu.Lock()
	defer mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	mu := m.mu.Load()
	mu.RLock()
	defer mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	mu := m.mu.Load()
	mu.RLock()
	seen := maps.Clone(m.m)
	mu.RUnlock()
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
	firstMu := first.mu.Load()
	firstMu.Lock()
	defer firstMu.Unlock()
	secondMu := second.mu.Load()
	secondMu.Lock()
	defer secondMu.Unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
