// wrong: callback
// Remove fills the hole with the last entry and Range goes backwards over the living entries; that is right where f removes the key it is shown, but where a key that is still to come is removed, an entry seen already slides before the cursor and is seen twice: breaks "it sees each key that was there at the call at most once".
package main

import (
	"sync"
	"sync/atomic"
)

type entry struct {
	key   string
	value any
}

// MutexMap is a map that many goroutines use at once: the entries lie close
// together in a slice, the index says where.
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

// get, put and drop are for those who hold the lock.
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
	m.index[key] = len(m.entries)
	m.entries = append(m.entries, entry{key, value})
}

func (m *MutexMap) drop(key string) {
	i, found := m.index[key]
	if !found {
		return
	}
	end := len(m.entries) - 1
	m.entries[i] = m.entries[end] // bug
	m.index[m.entries[i].key] = i
	m.entries[end] = entry{}
	m.entries = m.entries[:end]
	delete(m.index, key)
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

// Range calls f for each key, until f returns false. It goes from the last
// entry to the first: f may remove its key, and what f adds comes behind us.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	i := m.Count()
	for {
		e, ok := m.before(&i) // bug
		if !ok || !f(e.key, e.value) {
			return
		}
	}
}

// before sets *i to the entry before it, and returns that entry.
func (m *MutexMap) before(i *int) (entry, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	*i = min(*i, len(m.entries)) - 1
	if *i < 0 {
		return entry{}, false
	}
	return m.entries[*i], true
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
