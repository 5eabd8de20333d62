// wrong: readers
// Set replaces the value of a key that is there under the read lock, through an atomic pointer: no race, but a writer beside the views.
package main

import (
	"sync"
	"sync/atomic"
)

var lastID atomic.Uint64

type MutexMap struct {
	id uint64
	mu sync.RWMutex
	m  map[string]*atomic.Pointer[any]
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: map[string]*atomic.Pointer[any]{}}
}
func box(v any) *atomic.Pointer[any] { p := new(atomic.Pointer[any]); p.Store(&v); return p }
func (m *MutexMap) look(key string) (any, bool) {
	if p := m.m[key]; p != nil {
		return *p.Load(), true
	}
	return nil, false
}
func (m *MutexMap) Set(key string, value any) {
	m.mu.RLock()
	p := m.m[key]
	if p != nil {
		p.Store(&value)
	}
	m.mu.RUnlock()
	if p != nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = box(value)
}
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.look(key)
	return v, ok
}
func (m *MutexMap) Remove(key string) { m.mu.Lock(); defer m.mu.Unlock(); delete(m.m, key) }
func (m *MutexMap) Count() int        { m.mu.RLock(); defer m.mu.RUnlock(); return len(m.m) }
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.look(key)
	m.m[key] = box(f(old, ok))
}
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.look(key)
	f(v, ok)
}
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	snap := map[string]any{}
	for k, p := range m.m {
		snap[k] = *p.Load()
	}
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
