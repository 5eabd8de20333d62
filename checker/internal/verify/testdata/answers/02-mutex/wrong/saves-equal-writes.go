// wrong: atomic
// Update does not write what is equal to the old value and compares with ==, which panics for slices: values need not be comparable.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var lastID atomic.Uint64

type MutexMap struct {
	id uint64
	mu sync.RWMutex
	m  map[string]any
}

func NewMutexMap() *MutexMap                  { return &MutexMap{id: lastID.Add(1), m: map[string]any{}} }
func (m *MutexMap) Set(key string, value any) { m.mu.Lock(); defer m.mu.Unlock(); m.m[key] = value }
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m[key]
	return v, ok
}
func (m *MutexMap) Remove(key string) { m.mu.Lock(); defer m.mu.Unlock(); delete(m.m, key) }
func (m *MutexMap) Count() int        { m.mu.RLock(); defer m.mu.RUnlock(); return len(m.m) }
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.m[key]
	v := f(old, ok)
	if ok && v == old {
		return
	}
	m.m[key] = v
}
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m[key]
	f(v, ok)
}
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snap := maps.Clone(m.m)
	m.mu.RUnlock()
	for k, v := range snap {
		if !f(k, v) {
			return
		}
	}
}
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, ok := from.Get(key)
		return ok
	}
	a, b := from, to
	if a.id > b.id {
		a, b = b, a
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	b.mu.Lock()
	defer b.mu.Unlock()
	v, ok := from.m[key]
	if !ok {
		return false
	}
	delete(from.m, key)
	to.m[key] = v
	return true
}
