// wrong: order
// Move tries a thousand times to get both locks and then says false, as if the key were missing: "false where from has no such key".
package main

import (
	"maps"
	"runtime"
	"sync"
	"sync/atomic"
)

// MutexMap is a plain Go map behind a readers-writer lock.
type MutexMap struct {
	id uint64 // its place in the order of locking
	mu sync.RWMutex
	m  map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
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
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) snapshot() map[string]any {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return maps.Clone(m.m)
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	for range 1000 { // bug
		if from.mu.TryLock() {
			if to.mu.TryLock() {
				defer from.mu.Unlock()
				defer to.mu.Unlock()
				value, found := from.m[key]
				if found {
					delete(from.m, key)
					to.m[key] = value
				}
				return found
			}
			from.mu.Unlock()
		}
		runtime.Gosched()
	}
	return false
}
