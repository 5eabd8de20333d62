// right
// MutexMap is a struct around a pointer to the real one, and all methods are promoted from it: copies share the lock.
package main

import (
	"maps"
	"sync"
)

type MutexMap struct{ *core }
type core struct {
	mu sync.RWMutex
	m  map[string]any
}

func NewMutexMap() *MutexMap              { return &MutexMap{&core{m: map[string]any{}}} }
func (m *core) Set(key string, value any) { m.mu.Lock(); defer m.mu.Unlock(); m.m[key] = value }
func (m *core) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m[key]
	return v, ok
}
func (m *core) Remove(key string) { m.mu.Lock(); defer m.mu.Unlock(); delete(m.m, key) }
func (m *core) Count() int        { m.mu.RLock(); defer m.mu.RUnlock(); return len(m.m) }
func (m *core) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.m[key]
	m.m[key] = f(old, ok)
}
func (m *core) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m[key]
	f(v, ok)
}
func (m *core) Range(f func(key string, value any) bool) {
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
	if from.core == to.core {
		_, ok := from.Get(key)
		return ok
	}
	from.mu.Lock()
	v, ok := from.m[key]
	delete(from.m, key)
	from.mu.Unlock()
	if ok {
		to.Set(key, v)
	}
	return ok
}
