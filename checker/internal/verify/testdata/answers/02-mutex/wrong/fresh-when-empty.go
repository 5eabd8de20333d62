// wrong: one-lock
// A Remove that empties the map puts a fresh table with a fresh lock in place, so that a Set that already waits for the old lock writes into the table that was thrown away: "every method locks the same lock".
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

type table struct {
	mu sync.RWMutex
	m  map[string]any
}

func newTable() *table { return &table{m: make(map[string]any)} }

// MutexMap gives its memory back when it is empty: a Go map alone never shrinks.
type MutexMap struct {
	id uint64
	t  atomic.Pointer[table]
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1)}
	m.t.Store(newTable())
	return m
}

func (m *MutexMap) Set(key string, value any) {
	t := m.t.Load()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	t := m.t.Load()
	t.mu.RLock()
	defer t.mu.RUnlock()
	value, found := t.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	t := m.t.Load()
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.m, key)
	if len(t.m) == 0 {
		m.t.Store(newTable()) // bug
	}
}

func (m *MutexMap) Count() int {
	t := m.t.Load()
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	t := m.t.Load()
	t.mu.Lock()
	defer t.mu.Unlock()
	old, found := t.m[key]
	t.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	t := m.t.Load()
	t.mu.RLock()
	defer t.mu.RUnlock()
	value, found := t.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.t.Load().snapshot() {
		if !f(key, value) {
			return
		}
	}
}

func (t *table) snapshot() map[string]any {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return maps.Clone(t.m)
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	src, dst := from.t.Load(), to.t.Load()
	first, second := src, dst
	if to.id < from.id {
		first, second = dst, src
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := src.m[key]
	if found {
		delete(src.m, key)
		dst.m[key] = value
	}
	return found
}
