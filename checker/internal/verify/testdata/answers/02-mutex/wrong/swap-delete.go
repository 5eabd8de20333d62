// wrong: callback
// Range walks by index through a key list in which Remove puts the last key into the gap: a key that stays is moved behind the cursor and never seen.
package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

var lastMapID atomic.Uint64

// MutexMap keeps its keys in a list, too, through which Range walks.
type MutexMap struct {
	mu   sync.RWMutex
	id   uint64
	m    map[string]any
	keys []string
}

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastMapID.Add(1), m: make(map[string]any)}
}

func (m *MutexMap) put(key string, value any) {
	if _, found := m.m[key]; !found {
		m.keys = append(m.keys, key)
	}
	m.m[key] = value
}

func (m *MutexMap) drop(key string) {
	if _, found := m.m[key]; found {
		delete(m.m, key)
		i, last := slices.Index(m.keys, key), len(m.keys)-1
		m.keys[i] = m.keys[last] // the order does not matter
		m.keys = m.keys[:last]
	}
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
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
	m.drop(key)
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
	m.put(key, f(old, found))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	for i := 0; ; i++ {
		key, value, ok := m.nth(i)
		if !ok || !f(key, value) {
			return
		}
	}
}

func (m *MutexMap) nth(i int) (key string, value any, ok bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if i >= len(m.keys) {
		return "", nil, false
	}
	return m.keys[i], m.m[m.keys[i]], true
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
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
