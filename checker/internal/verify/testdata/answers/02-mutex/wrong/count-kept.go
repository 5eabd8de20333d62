// wrong: locked
// explain: data-race write-under-rlock
// Count keeps its result until the next change, and writes it down under the read lock: two Counts at once race with each other ("no data race whatever methods run together").
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	mu sync.RWMutex
	id int64
	m  map[string]any

	counted bool // n is right
	n       int
}

var lastID atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.counted = false
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
	m.counted = false
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if !m.counted {
		m.n, m.counted = len(m.m), true // bug
	}
	return m.n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
	m.counted = false
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	then := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range then {
		if !f(key, value) {
			return
		}
	}
}

// lockBoth locks two different maps, the older one first.
func lockBoth(a, b *MutexMap) (unlock func()) {
	if a.id > b.id {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
	return func() {
		b.mu.Unlock()
		a.mu.Unlock()
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	defer lockBoth(from, to)()
	value, found := from.m[key]
	if found {
		from.counted, to.counted = false, false
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
