// wrong: callback
// All calls of Range of a map share one buffer for the keys: a Range inside f overwrites what the outer one has still to visit after the map has changed.
package main

import (
	"sync"
	"sync/atomic"
)

var lastID atomic.Uint64

type MutexMap struct {
	id   uint64
	mu   sync.RWMutex
	m    map[string]any
	keys []string
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
	m.m[key] = f(old, ok)
}
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m[key]
	f(v, ok)
}
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	m.keys = m.keys[:0]
	for k := range m.m {
		m.keys = append(m.keys, k)
	}
	n := len(m.keys)
	m.mu.Unlock()
	for i := 0; ; i++ {
		m.mu.RLock()
		if i >= n || i >= len(m.keys) {
			m.mu.RUnlock()
			return
		}
		k := m.keys[i]
		v, ok := m.m[k]
		m.mu.RUnlock()
		if ok && !f(k, v) {
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
