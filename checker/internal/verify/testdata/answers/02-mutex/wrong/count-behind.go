// wrong: atomic
// The number of keys is an atomic that is changed after the lock has been let go: with a Set held up there, a Remove makes it -1; "Count is never negative and never counts half a change".
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
	n  atomic.Int64 // how many keys, so that Count needs no lock
}

var lastID atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	_, found := m.m[key]
	m.m[key] = value
	m.mu.Unlock()
	if !found {
		m.n.Add(1)
	}
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	_, found := m.m[key]
	delete(m.m, key)
	m.mu.Unlock()
	if found {
		m.n.Add(-1)
	}
}

func (m *MutexMap) Count() int {
	return int(m.n.Load())
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
	if !found {
		m.n.Add(1)
	}
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
		delete(from.m, key)
		from.n.Add(-1)
		if _, known := to.m[key]; !known {
			to.n.Add(1)
		}
		to.m[key] = value
	}
	return found
}
