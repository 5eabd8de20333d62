// right
// No Go map but a slice sorted by key, and Range copies nothing: it looks for the next key above the last one each time, and skips those that are younger than the call.
package main

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

type entry struct {
	key   string
	value any
	birth uint64 // when the key came: the how manieth key ever of this map
}

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id      uint64
	mu      sync.RWMutex
	births  uint64
	entries []entry // sorted by key
}

var mapNumber atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap { return &MutexMap{id: mapNumber.Add(1)} }

func (m *MutexMap) find(key string) (int, bool) {
	return slices.BinarySearchFunc(m.entries, key, func(e entry, key string) int {
		return strings.Compare(e.key, key)
	})
}

// get, put and drop are for those who hold the lock.
func (m *MutexMap) get(key string) (any, bool) {
	if i, found := m.find(key); found {
		return m.entries[i].value, true
	}
	return nil, false
}

func (m *MutexMap) put(key string, value any) {
	i, found := m.find(key)
	if found {
		m.entries[i].value = value
		return
	}
	m.births++
	m.entries = slices.Insert(m.entries, i, entry{key, value, m.births})
}

func (m *MutexMap) drop(key string) {
	if i, found := m.find(key); found {
		m.entries = slices.Delete(m.entries, i, i+1)
	}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, value)
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.get(key)
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.drop(key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.entries)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, f(m.get(key)))
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.get(key))
}

// Range calls f for each key, until f returns false. A key that comes, or goes
// and comes back, after the call is too young to be seen.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	oldest := m.births
	m.mu.RUnlock()
	for e, ok := m.next(nil, oldest); ok; e, ok = m.next(&e.key, oldest) {
		if !f(e.key, e.value) {
			return
		}
	}
}

// next is the first entry above *last (the first of all for nil) that was born
// no later than by.
func (m *MutexMap) next(last *string, by uint64) (entry, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	i := 0
	if last != nil {
		var found bool
		if i, found = m.find(*last); found {
			i++
		}
	}
	for ; i < len(m.entries); i++ {
		if m.entries[i].birth <= by {
			return m.entries[i], true
		}
	}
	return entry{}, false
}

// Move takes key out of from and puts it, with its value, into to.
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

	value, found := from.get(key)
	if found {
		from.drop(key)
		to.put(key, value)
	}
	return found
}
