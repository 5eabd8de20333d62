// wrong: order
// A map gets its number at its first Move, by Load, then Store: two first moves at once can give it two, each locks in another order, and both wait for ever; "opposite moves always finish".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	mu     sync.RWMutex
	number atomic.Int64 // 0 until the first Move
	m      map[string]any
}

var lastNumber atomic.Int64

func NewMutexMap() *MutexMap {
	return &MutexMap{m: make(map[string]any)}
}

func (m *MutexMap) place() int64 {
	if m.number.Load() == 0 {
		m.number.Store(lastNumber.Add(1))
	}
	return m.number.Load()
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
	if a.place() > b.place() {
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
