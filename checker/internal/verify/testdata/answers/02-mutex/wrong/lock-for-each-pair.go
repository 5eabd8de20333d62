// wrong: order
// explain: assertion lock-order
// A lock for each pair of maps lets opposite moves take turns, but three moves in a circle (a to b, b to c, c to a) deadlock: "Any two maps may be moved between, however many maps there are".
package main

import (
	"maps"
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

// pair names two maps, the older first.
type pair struct{ older, newer uint64 }

var pairs sync.Map // of pair to *sync.Mutex

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
	lock, _ := pairs.LoadOrStore(pair{min(from.id, to.id), max(from.id, to.id)}, new(sync.Mutex))
	both := lock.(*sync.Mutex)
	both.Lock()
	defer both.Unlock()

	from.mu.Lock()
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
