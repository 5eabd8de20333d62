// wrong: one-lock
// The Remove that empties the map starts afresh, with a new map and a new lock: who waits for the old lock, and who takes the new one, do not exclude each other.
// explain: data-race unlocked-read
package main

import (
	"sync"
	"sync/atomic"
)

var lastID atomic.Uint64

type MutexMap struct {
	id uint64
	mu *sync.RWMutex
	m  map[string]any
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), mu: new(sync.RWMutex), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	mu := m.mu // bug
	mu.Lock()
	defer mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	mu := m.mu // bug
	mu.RLock()
	defer mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	mu := m.mu // bug
	mu.Lock()
	defer mu.Unlock()
	delete(m.m, key)
	if len(m.m) == 0 {
		m.mu, m.m = new(sync.RWMutex), make(map[string]any) // bug
	}
}

func (m *MutexMap) Count() int {
	mu := m.mu // bug
	mu.RLock()
	defer mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	mu := m.mu // bug
	mu.Lock()
	defer mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	mu := m.mu // bug
	mu.RLock()
	defer mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for _, key := range m.keys() {
		value, found := m.Get(key)
		if found && !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) keys() []string {
	mu := m.mu // bug
	mu.RLock()
	defer mu.RUnlock()
	keys := make([]string, 0, len(m.m))
	for key := range m.m {
		keys = append(keys, key)
	}
	return keys
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
	one, other := first.mu, second.mu // bug
	one.Lock()
	defer one.Unlock()
	other.Lock()
	defer other.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
