// wrong: atomic
// Set and Remove change an atomic counter after they have unlocked: Count can be negative and counts half a change.
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
	n  atomic.Int64
}

func NewMutexMap() *MutexMap { return &MutexMap{id: lastID.Add(1), m: map[string]any{}} }
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	d := m.put(key, value)
	m.mu.Unlock()
	m.n.Add(d)
}
func (m *MutexMap) put(key string, v any) int64 {
	_, ok := m.m[key]
	m.m[key] = v
	if ok {
		return 0
	}
	return 1
}
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m[key]
	return v, ok
}
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	_, ok := m.m[key]
	delete(m.m, key)
	m.mu.Unlock()
	if ok {
		m.n.Add(-1)
	}
}
func (m *MutexMap) Count() int { return int(m.n.Load()) }
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.m[key]
	m.n.Add(m.put(key, f(old, ok)))
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
	from.n.Add(-1)
	to.n.Add(to.put(key, v))
	return true
}
