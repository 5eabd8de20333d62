// wrong: order
// A map gets its number at its first move, with a Load and a Store, so that in two opposite first moves each may go by another number of the same map, lock in opposite orders and wait for ever: "opposite moves always finish".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap has a number in the order in which Move locks two maps; few maps are
// ever moved between, so it gets it only then.
type MutexMap struct {
	num atomic.Uint64 // 0: none yet
	mu  sync.RWMutex
	m   map[string]any
}

var lastNum atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{m: make(map[string]any)}
}

func (m *MutexMap) number() uint64 {
	num := m.num.Load()
	if num == 0 {
		num = lastNum.Add(1)
		m.num.Store(num) // bug
	}
	return num
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
	snapshot := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range snapshot {
		if !f(key, value) {
			return
		}
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if from.number() > to.number() {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := from.m[key]
	if found {
		delete(from.m, key)
		to.m[key] = value
	}
	return found
}
