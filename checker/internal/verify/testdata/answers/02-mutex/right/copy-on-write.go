// right
// Each write makes a new map and stores its pointer; Get, Count and Range need no lock, a View keeps writers away.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type MutexMap struct {
	id  uint64
	mu  sync.RWMutex // held to read by views, to write by writers
	now atomic.Pointer[map[string]any]
}

var made atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: made.Add(1)}
	m.now.Store(&map[string]any{})
	return m
}

// change stores a changed copy. The caller holds the lock.
func (m *MutexMap) change(f func(next map[string]any)) {
	next := maps.Clone(*m.now.Load())
	f(next)
	m.now.Store(&next)
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.change(func(next map[string]any) { next[key] = value })
}

func (m *MutexMap) Get(key string) (any, bool) {
	value, found := (*m.now.Load())[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.change(func(next map[string]any) { delete(next, key) })
}

func (m *MutexMap) Count() int { return len(*m.now.Load()) }

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.Get(key)
	value := f(old, found)
	m.change(func(next map[string]any) { next[key] = value })
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.Get(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range *m.now.Load() {
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
	locks := []*MutexMap{from, to}
	if to.id < from.id {
		locks = []*MutexMap{to, from}
	}
	for _, m := range locks {
		m.mu.Lock()
		defer m.mu.Unlock()
	}
	value, found := from.Get(key)
	if found {
		from.change(func(next map[string]any) { delete(next, key) })
		to.change(func(next map[string]any) { next[key] = value })
	}
	return found
}
