// wrong: order
// Move tries 10,000 times to have both locks and returns false then, though the key is there: "returns false where from has no such key" (a long View or Update is enough).
package main

import (
	"maps"
	"runtime"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	mu sync.RWMutex
	id int64
	m  map[string]any
}

var lastID atomic.Int64

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
	m.mu.RLock()
	then := maps.Clone(m.m)
	m.mu.RUnlock()
	for key, value := range then {
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
	for range 10_000 {
		if !from.mu.TryLock() {
			runtime.Gosched()
			continue
		}
		if !to.mu.TryLock() {
			from.mu.Unlock()
			runtime.Gosched()
			continue
		}
		defer from.mu.Unlock()
		defer to.mu.Unlock()
		value, found := from.m[key]
		if found {
			delete(from.m, key)
			to.m[key] = value
		}
		return found
	}
	return false // too busy
}
