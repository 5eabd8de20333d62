// wrong: callback
// Entries stay in order of arrival and removed ones are only marked; a Set that finds the slice full sweeps the marked ones out, and a Range under way goes on at its old index, so after f has removed some keys and set new ones keys that stay are skipped: breaks "`Range` sees keys that stay throughout exactly once".
package main

import (
	"sync"
	"sync/atomic"
)

type entry struct {
	key   string
	value any
	gone  bool
}

// MutexMap is a map that many goroutines use at once: entries in order of
// arrival, and an index. A removed entry stays, marked, until its place is needed.
type MutexMap struct {
	id      uint64
	mu      sync.RWMutex
	index   map[string]int
	entries []entry
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), index: make(map[string]int)}
}

// get, put, drop and sweep are for those who hold the lock.
func (m *MutexMap) get(key string) (any, bool) {
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
	if len(m.entries) == cap(m.entries) && len(m.index) < len(m.entries) {
		m.sweep() // bug
	}
	m.index[key] = len(m.entries)
	m.entries = append(m.entries, entry{key: key, value: value})
}

func (m *MutexMap) drop(key string) {
	if i, found := m.index[key]; found {
		// No other entry moves: a Range under way must not lose its place.
		m.entries[i] = entry{gone: true}
		delete(m.index, key)
	}
}

func (m *MutexMap) sweep() {
	kept := m.entries[:0]
	for _, e := range m.entries {
		if !e.gone {
			m.index[e.key] = len(kept)
			kept = append(kept, e)
		}
	}
	clear(m.entries[len(kept):])
	m.entries = kept
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
	return len(m.index)
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

// Range calls f for each key, until f returns false. What comes after the call
// lies behind end, and is not seen.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.RLock()
	end := len(m.entries)
	m.mu.RUnlock()
	for i := range end { // bug
		e, there := m.at(i)
		if there && !f(e.key, e.value) {
			return
		}
	}
}

func (m *MutexMap) at(i int) (entry, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if i >= len(m.entries) || m.entries[i].gone {
		return entry{}, false
	}
	return m.entries[i], true
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
