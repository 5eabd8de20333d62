// right
// Move has no order: it waits for one lock, tries the other, and where that is taken gives the first back, yields and waits for the other one first, as C++'s std::lock does.
package main

import (
	"runtime"
	"sync"
)

// MutexMap keeps its entries in a slice, in no order, and an index beside it.
type MutexMap struct {
	mu      sync.RWMutex
	index   map[string]int
	entries []entry
}

type entry struct {
	key   string
	value any
}

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return &MutexMap{index: make(map[string]int)} }

func (m *MutexMap) find(key string) (any, bool) {
	i, found := m.index[key]
	if !found {
		return nil, false
	}
	return m.entries[i].value, true
}

func (m *MutexMap) put(key string, value any) {
	if i, found := m.index[key]; found {
		m.entries[i].value = value
		return
	}
	m.index[key] = len(m.entries)
	m.entries = append(m.entries, entry{key, value})
}

// drop moves the last entry into the gap.
func (m *MutexMap) drop(key string) {
	i, found := m.index[key]
	if !found {
		return
	}
	last := len(m.entries) - 1
	m.entries[i] = m.entries[last]
	m.index[m.entries[i].key] = i
	m.entries[last] = entry{}
	m.entries = m.entries[:last]
	delete(m.index, key)
}

func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	m.put(key, value)
	m.mu.Unlock()
}

func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	value, found := m.find(key)
	m.mu.RUnlock()
	return value, found
}

func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	m.drop(key)
	m.mu.Unlock()
}

func (m *MutexMap) Count() int {
	m.mu.RLock()
	n := len(m.entries)
	m.mu.RUnlock()
	return n
}

func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, f(m.find(key)))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.find(key))
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	entries := append([]entry(nil), m.entries...)
	m.mu.RUnlock()
	for len(entries) > 0 && f(entries[0].key, entries[0].value) {
		entries = entries[1:]
	}
}

func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	one, other := from, to
	for one.mu.Lock(); !other.mu.TryLock(); one.mu.Lock() {
		one.mu.Unlock()
		one, other = other, one
		runtime.Gosched()
	}
	defer one.mu.Unlock()
	defer other.mu.Unlock()
	value, found := from.find(key)
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
