// wrong: atomic
// The map is copied on writing, and Remove has a mutex of its own: no data race, but a Set beside a Remove is lost; every method must lock the same lock.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

var lastID atomic.Uint64

type MutexMap struct {
	id      uint64
	mu, out sync.RWMutex
	p       atomic.Pointer[map[string]any]
}

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1)}
	m.p.Store(&map[string]any{})
	return m
}
func (m *MutexMap) with(key string, v any)     { n := maps.Clone(*m.p.Load()); n[key] = v; m.p.Store(&n) }
func (m *MutexMap) without(key string)         { n := maps.Clone(*m.p.Load()); delete(n, key); m.p.Store(&n) }
func (m *MutexMap) Set(key string, value any)  { m.mu.Lock(); defer m.mu.Unlock(); m.with(key, value) }
func (m *MutexMap) Get(key string) (any, bool) { v, ok := (*m.p.Load())[key]; return v, ok }
func (m *MutexMap) Remove(key string)          { m.out.Lock(); defer m.out.Unlock(); m.without(key) }
func (m *MutexMap) Count() int                 { return len(*m.p.Load()) }
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.Get(key)
	m.with(key, f(old, ok))
}
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.Get(key)
	f(v, ok)
}
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for k, v := range *m.p.Load() {
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
	v, ok := from.Get(key)
	if !ok {
		return false
	}
	from.without(key)
	to.with(key, v)
	return true
}
