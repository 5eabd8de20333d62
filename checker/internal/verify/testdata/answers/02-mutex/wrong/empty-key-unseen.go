// wrong: callback
// Range walks the sorted keys with a cursor that starts behind the empty string, so that it never shows the key "": "Range sees keys that stay throughout exactly once".
package main

import (
	"slices"
	"sync"
	"sync/atomic"
)

// MutexMap knows its keys in order, so that Range needs no copy of the map.
type MutexMap struct {
	id   uint64
	mu   sync.RWMutex
	keys []string // sorted
	m    map[string]entry
	last uint64 // number of the newest key
}

type entry struct {
	value any
	num   uint64 // the how-manieth key of its map
}

var lastID atomic.Uint64

func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]entry)}
}

// put needs the lock, and so does drop.
func (m *MutexMap) put(key string, value any) {
	e, found := m.m[key]
	if !found {
		i, _ := slices.BinarySearch(m.keys, key)
		m.keys = slices.Insert(m.keys, i, key)
		m.last++
		e.num = m.last
	}
	e.value = value
	m.m[key] = e
}

func (m *MutexMap) drop(key string) {
	if i, found := slices.BinarySearch(m.keys, key); found {
		m.keys = slices.Delete(m.keys, i, i+1)
		delete(m.m, key)
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
	e, found := m.m[key]
	return e.value, found
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
	e, found := m.m[key]
	m.put(key, f(e.value, found))
}

func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	e, found := m.m[key]
	f(e.value, found)
}

func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	last := m.last
	m.mu.RUnlock()
	cursor := "" // bug
	for {
		key, value, ok := m.after(cursor, last)
		if !ok || !f(key, value) {
			return
		}
		cursor = key
	}
}

// after is the first key behind cursor that is not newer than last.
func (m *MutexMap) after(cursor string, last uint64) (string, any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	i, found := slices.BinarySearch(m.keys, cursor)
	if found {
		i++ // bug
	}
	for _, key := range m.keys[i:] {
		if e := m.m[key]; e.num <= last {
			return key, e.value, true
		}
	}
	return "", nil, false
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
	e, found := from.m[key]
	if found {
		from.drop(key)
		to.put(key, e.value)
	}
	return found
}
