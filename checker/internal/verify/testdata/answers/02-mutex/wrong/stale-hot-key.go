// wrong: atomic
// Get remembers what it has read after it has unlocked, so that where a writer comes in between every later Get of that key returns the old value: "every method but Range is one step (linearizable)".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type hot struct {
	key   string
	value any
}

// MutexMap remembers the key that was read last: most reads are of one key, and
// need no lock then.
type MutexMap struct {
	id  uint64
	mu  sync.RWMutex
	m   map[string]any
	hot atomic.Pointer[hot] // every writer forgets it
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
	m.hot.Store(nil)
}

func (m *MutexMap) Get(key string) (any, bool) {
	if h := m.hot.Load(); h != nil && h.key == key {
		return h.value, true
	}
	m.mu.RLock()
	value, found := m.m[key]
	m.mu.RUnlock()
	if found {
		m.hot.Store(&hot{key, value}) // bug
	}
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
	m.hot.Store(nil)
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
	m.hot.Store(nil)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snapshot := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range snapshot {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	if first != second {
		second.mu.Lock()
		defer second.mu.Unlock()
	}
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		from.hot.Store(nil)
		to.m[key] = value
		to.hot.Store(nil)
	}
	return found
}
