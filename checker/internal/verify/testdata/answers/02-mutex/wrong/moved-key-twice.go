// wrong: callback
// Move enters the key into to's list of keys although to may have it already, so that a Range of to after a move that overwrites sees the key twice: "sees each key that was there at the call at most once".
package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

// MutexMap also knows the order in which its keys came.
type MutexMap struct {
	id   uint64
	mu   sync.RWMutex
	m    map[string]any
	keys []string // oldest first
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// put needs the lock, and so does drop.
func (m *MutexMap) put(key string, value any) {
	if _, found := m.m[key]; !found {
		m.keys = append(m.keys, key)
	}
	m.m[key] = value
}

func (m *MutexMap) drop(key string) {
	delete(m.m, key)
	m.keys = slices.DeleteFunc(m.keys, func(k string) bool { return k == key })
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

// Range shows the keys in the order in which they came.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	keys := slices.Clone(m.keys)
	m.mu.RUnlock()
	for _, key := range keys {
		value, found := m.Get(key)
		if found && !f(key, value) {
			return
		}
	}
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
	from.drop(key)
	to.m[key] = value
	to.keys = append(to.keys, key) // bug
	return true
}
