// wrong: callback
// Range walks a slice of keys by index; a Remove in f moves the last key into the freed place behind it, so a key that stays throughout is not seen.
package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

// MutexMap is a map behind a lock.
type MutexMap struct {
	mu sync.RWMutex
	id uint64
	m  map[string]any

	keys []string // of m
}

var ids atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: ids.Add(1), m: map[string]any{}}
}

func (m *MutexMap) put(key string, value any) {
	if _, found := m.m[key]; !found {
		m.keys = append(m.keys, key)
	}
	m.m[key] = value
}

func (m *MutexMap) drop(key string) {
	if i := slices.Index(m.keys, key); i >= 0 {
		last := len(m.keys) - 1
		m.keys[i] = m.keys[last]
		m.keys = m.keys[:last]
	}
	delete(m.m, key)
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
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
	m.drop(key)
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
	m.put(key, f(old, found))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	n := len(m.keys)
	m.mu.RUnlock()
	for i := 0; i < n; i++ {
		m.mu.RLock()
		if i >= len(m.keys) {
			m.mu.RUnlock()
			return
		}
		key := m.keys[i]
		value := m.m[key]
		m.mu.RUnlock()
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
	if first.id > second.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := from.m[key]
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
