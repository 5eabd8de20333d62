// right
// A sync.Map holds the values and a read-write lock keeps views and writers apart; Get goes by the sync.Map alone, Count walks under the write lock.
package main

import (
	"sync"
)

type MutexMap struct {
	mu sync.RWMutex
	m  sync.Map
}

func NewMutexMap() *MutexMap { return new(MutexMap) }
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m.Store(key, value)
}
func (m *MutexMap) Get(key string) (any, bool) { return m.m.Load(key) }
func (m *MutexMap) Remove(key string)          { m.mu.Lock(); defer m.mu.Unlock(); m.m.Delete(key) }
func (m *MutexMap) Count() (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m.Range(func(any, any) bool { n++; return true })
	return
}
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.m.Load(key)
	m.m.Store(key, f(old, ok))
}
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.m.Load(key)
	f(v, ok)
}
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.m.Range(func(k, v any) bool { return f(k.(string), v) })
}
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, ok := from.Get(key)
		return ok
	}
	from.mu.Lock()
	v, ok := from.m.LoadAndDelete(key)
	from.mu.Unlock()
	if ok {
		to.Set(key, v)
	}
	return ok
}
