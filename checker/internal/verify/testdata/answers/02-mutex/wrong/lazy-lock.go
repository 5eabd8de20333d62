// wrong: atomic
// The lock is made at the first call, with a Load and a Store, so that two first calls at once may each make a lock of their own and both go in: "every method locks the same lock".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is cheap while nobody uses it: the lock and the map are made when
// they are needed.
type MutexMap struct {
	id uint64
	mu atomic.Pointer[sync.RWMutex]
	m  map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1)}
}

// lock is the lock of this map.
func (m *MutexMap) lock() *sync.RWMutex {
	mu := m.mu.Load()
	if mu == nil {
		mu = new(sync.RWMutex)
		m.mu.Store(mu) // bug
	}
	return mu
}

// put needs the lock.
func (m *MutexMap) put(key string, value any) {
	if m.m == nil {
		m.m = make(map[string]any)
	}
	m.m[key] = value
}

func (m *MutexMap) Set(key string, value any) {
	mu := m.lock()
	mu.Lock()
	defer mu.Unlock()
	m.put(key, value)
}

func (m *MutexMap) Get(key string) (any, bool) {
	mu := m.lock()
	mu.RLock()
	defer mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	mu := m.lock()
	mu.Lock()
	defer mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	mu := m.lock()
	mu.RLock()
	defer mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	mu := m.lock()
	mu.Lock()
	defer mu.Unlock()
	old, found := m.m[key]
	m.put(key, f(old, found))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	mu := m.lock()
	mu.RLock()
	defer mu.RUnlock()
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
	mu := m.lock()
	mu.RLock()
	defer mu.RUnlock()
	return maps.Clone(m.m)
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from.lock(), to.lock()
	if to.id < from.id {
		first, second = second, first
	}
	first.Lock()
	defer first.Unlock()
	second.Lock()
	defer second.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.put(key, value)
	}
	return found
}
