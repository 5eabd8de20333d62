// right
// No Go map at all: two sorted slices and a binary search behind the lock; Range walks from the last key to the first.
package main

import (
	"slices"
	"sync"
)

type MutexMap struct {
	mu   sync.RWMutex
	keys []string
	vals []any
}

func NewMutexMap() *MutexMap { return new(MutexMap) }
func (m *MutexMap) look(key string) (any, bool) {
	if i, ok := slices.BinarySearch(m.keys, key); ok {
		return m.vals[i], true
	}
	return nil, false
}
func (m *MutexMap) put(key string, v any) {
	i, ok := slices.BinarySearch(m.keys, key)
	if !ok {
		m.keys, m.vals = slices.Insert(m.keys, i, key), slices.Insert(m.vals, i, nil)
	}
	m.vals[i] = v
}
func (m *MutexMap) drop(key string) {
	if i, ok := slices.BinarySearch(m.keys, key); ok {
		m.keys, m.vals = slices.Delete(m.keys, i, i+1), slices.Delete(m.vals, i, i+1)
	}
}
func (m *MutexMap) Set(key string, value any) { m.mu.Lock(); defer m.mu.Unlock(); m.put(key, value) }
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.look(key)
	return v, ok
}
func (m *MutexMap) Remove(key string) { m.mu.Lock(); defer m.mu.Unlock(); m.drop(key) }
func (m *MutexMap) Count() int        { m.mu.RLock(); defer m.mu.RUnlock(); return len(m.keys) }
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.look(key)
	m.put(key, f(old, ok))
}
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.look(key)
	f(v, ok)
}
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	keys, vals := slices.Clone(m.keys), slices.Clone(m.vals)
	m.mu.RUnlock()
	for i := len(keys) - 1; i >= 0; i-- {
		if !f(keys[i], vals[i]) {
			return
		}
	}
}
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, ok := from.Get(key)
		return ok
	}
	from.mu.Lock()
	v, ok := from.look(key)
	from.drop(key)
	from.mu.Unlock()
	if ok {
		to.Set(key, v)
	}
	return ok
}
