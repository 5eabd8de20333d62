// wrong: order
// A lock for each pair of maps keeps opposite moves apart, but a circle of three (a to b, b to c, c to a) has three pairs, and deadlocks.
// explain: assertion lock-order
package main

import (
	"sync"
	"sync/atomic"
)

var lastID atomic.Uint64

// pairs has a lock for each pair of maps that a move has joined.
var pairs sync.Map

func pairLock(a, b *MutexMap) *sync.Mutex {
	mu, _ := pairs.LoadOrStore([2]uint64{min(a.id, b.id), max(a.id, b.id)}, new(sync.Mutex))
	return mu.(*sync.Mutex)
}

type MutexMap struct {
	id uint64
	mu sync.RWMutex
	m  map[string]any
}

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
	for _, key := range m.keys() {
		value, found := m.Get(key)
		if found && !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) keys() []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
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
	pair := pairLock(from, to)
	pair.Lock()
	defer pair.Unlock()
	from.mu.Lock() // bug
	defer from.mu.Unlock()
	to.mu.Lock() // bug
	defer to.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
