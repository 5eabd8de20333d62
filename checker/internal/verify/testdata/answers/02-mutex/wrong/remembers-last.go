// wrong: order
// Get remembers the pair that it found last, and every method but Move makes it forget: after a Move the key is still found in from, and with its old value in to; "nothing lost or doubled".
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

	last atomic.Pointer[pair] // found by the last Get that had to look
}

type pair struct {
	key   string
	value any
}

var lastID atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last.Store(nil)
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	if last := m.last.Load(); last != nil && last.key == key {
		return last.value, true
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	if found {
		m.last.Store(&pair{key, value})
	}
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last.Store(nil)
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
	m.last.Store(nil)
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
		to.m[key] = value
	}
	return found
}
