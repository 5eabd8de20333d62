// wrong: order
// Contract: "of several that move one key, one is told true". Move looks first whether there is anything to move at all, and at the end tells what it saw then, though under the locks it does look again.
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once: a plain Go map behind a
// readers-writer lock.
type MutexMap struct {
	id uint64 // its place in the order in which Move locks two maps
	mu sync.RWMutex
	m  map[string]any
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it. Reading, f and
// writing are one step: nothing comes between them. f does not call the map.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key. Several views may be inside f at once, but
// no writer beside them. f does not call the map.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	value, found := m.m[key]
	f(value, found)
}

// Range calls f for each key, until f returns false. f may call any method of
// the map. A key that was there when Range was called is seen at most once.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

// snapshot is the map as it is now, for the caller alone.
func (m *MutexMap) snapshot() map[string]any {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return maps.Clone(m.m)
}

// Move takes key out of from and puts it, with its value, into to. It returns
// false where from has no such key. Move(m, m, key) changes nothing.
func Move(from, to *MutexMap, key string) bool {
	_, found := from.Get(key)
	if from == to || !found {
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

	if value, there := from.m[key]; there {
		delete(from.m, key)
		to.m[key] = value
	}
	return found // bug
}
