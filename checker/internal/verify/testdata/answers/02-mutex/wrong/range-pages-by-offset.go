// wrong: callback
// Range takes sorted pages of 100 keys by offset, so keys that f removes shift the next page and others are skipped: "Range sees keys that stay throughout exactly once".
package main

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// MutexMap is a plain Go map behind a readers-writer lock.
type MutexMap struct {
	id uint64 // its place in the order of locking
	mu sync.RWMutex
	m  map[string]any
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	const size = 100
	for start := 0; ; start += size {
		page := m.page(start, size)
		for _, e := range page {
			if !f(e.key, e.value) {
				return
			}
		}
		if len(page) < size {
			return
		}
	}
}

type entry struct {
	key   string
	value any
}

// page returns at most size entries, in the order of their keys.
func (m *MutexMap) page(start, size int) []entry {
	m.mu.RLock()
	defer m.mu.RUnlock()
	keys := slices.Sorted(maps.Keys(m.m))
	keys = keys[min(start, len(keys)):] // bug
	keys = keys[:min(size, len(keys))]
	page := make([]entry, 0, len(keys))
	for _, key := range keys {
		page = append(page, entry{key, m.m[key]})
	}
	return page
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	first, second := from, to
	if second.id < first.id {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
