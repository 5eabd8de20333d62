// wrong: locked
// explain: data-race write-under-rlock
// A Get that finds nothing counts the miss in a field under the read lock only, so two missing Gets at once are a data race.
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

	misses int // Gets that found nothing
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
	if !found {
		m.misses++ // bug
	}
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
