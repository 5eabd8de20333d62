// right
// Move holds from, tries to, and lets both go and yields where that fails; there is no order of maps.
package main

import (
	"maps"
	"runtime"
	"sync"
)

type MutexMap struct {
	mu sync.RWMutex
	m  map[string]any
}

func NewMutexMap() *MutexMap                  { return &MutexMap{m: map[string]any{}} }
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
	for {
		from.mu.Lock()
		if to.mu.TryLock() {
			break
		}
		from.mu.Unlock()
		runtime.Gosched()
	}
	defer from.mu.Unlock()
	defer to.mu.Unlock()
	v, ok := from.m[key]
	if ok {
		delete(from.m, key)
		to.m[key] = v
	}
	return ok
}
