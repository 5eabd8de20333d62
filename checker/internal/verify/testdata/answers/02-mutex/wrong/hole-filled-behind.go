// wrong: callback
// Range walks a dense list in which Remove fills a hole with the last entry, so a key that f removes behind the walk takes the last key there, unseen.

package main

import (
	"sync"
	"sync/atomic"
)

// entry is a key with its value. born tells when the key came.
type entry struct {
	key   string
	value any
	born  uint64
}

// MutexMap is a map that many goroutines use at once: a list of entries without
// holes, and the place of each key in it.
type MutexMap struct {
	id      uint64 // its place in the order in which Move locks two maps
	mu      sync.RWMutex
	entries []entry
	place   map[string]int
	births  uint64
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), place: make(map[string]int)}
}

// look, put and drop are for who holds the lock.
func (m *MutexMap) look(key string) (any, bool) {
	i, found := m.place[key]
	if !found {
		return nil, false
	}
	return m.entries[i].value, true
}

func (m *MutexMap) put(key string, value any) {
	if i, found := m.place[key]; found {
		m.entries[i].value = value
		return
	}
	m.births++
	m.place[key] = len(m.entries)
	m.entries = append(m.entries, entry{key, value, m.births})
}

func (m *MutexMap) drop(key string) {
	i, found := m.place[key]
	if !found {
		return
	}
	last := len(m.entries) - 1
	m.entries[i] = m.entries[last]
	m.place[m.entries[i].key] = i
	m.entries = m.entries[:last]
	delete(m.place, key)
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
	return m.look(key)
}

// Remove deletes key. A key that is not there is no error.
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
	m.put(key, f(m.look(key)))
}

// View shows f the value under key. Views run side by side, no writer beside them.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f(m.look(key))
}

// Range calls f for each key, until f returns false. A key that came later is not
// seen, and where f has removed the key it is shown, another one is in its place.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	newest := m.newest()
	for i := 0; ; {
		e, ok := m.at(i)
		if !ok {
			return
		}
		if e.born <= newest && !f(e.key, e.value) {
			return
		}
		if now, ok := m.at(i); ok && now.born == e.born {
			i++ // bug
		}
	}
}

// newest is the birth of the newest key.
func (m *MutexMap) newest() uint64 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.births
}

// at is the entry at i, if there are as many.
func (m *MutexMap) at(i int) (entry, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if i >= len(m.entries) {
		return entry{}, false
	}
	return m.entries[i], true
}

// lockBoth locks two maps, the older one first.
func lockBoth(a, b *MutexMap) {
	if b.id < a.id {
		a, b = b, a
	}
	a.mu.Lock()
	b.mu.Lock()
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	lockBoth(from, to)
	defer from.mu.Unlock()
	defer to.mu.Unlock()
	value, found := from.look(key)
	if !found {
		return false
	}
	from.drop(key)
	to.put(key, value)
	return true
}
