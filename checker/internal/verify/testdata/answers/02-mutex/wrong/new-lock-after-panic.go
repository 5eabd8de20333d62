// wrong: readers
// After a view's f has panicked the map gets a fresh lock, while other views are still inside under the old one, and a writer goes in beside them.

package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once: a plain Go map behind a
// readers-writer lock.
type MutexMap struct {
	id  uint64 // its place in the order in which Move locks two maps
	now atomic.Pointer[sync.RWMutex]
	m   map[string]any
}

// lastID is the id of the newest map.
var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	m := &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
	m.now.Store(new(sync.RWMutex))
	return m
}

// lock locks the map for writing, and returns what unlocks it.
func (m *MutexMap) lock() (unlock func()) {
	mu := m.now.Load()
	mu.Lock()
	return mu.Unlock
}

// rlock locks the map for reading, and returns what unlocks it.
func (m *MutexMap) rlock() (unlock func()) {
	mu := m.now.Load()
	mu.RLock()
	return mu.RUnlock
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	defer m.lock()()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	defer m.rlock()()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key. A key that is not there is no error.
func (m *MutexMap) Remove(key string) {
	defer m.lock()()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	defer m.rlock()()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	defer m.lock()()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key. Views run side by side, no writer beside them.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	unlock := m.rlock()
	returned := false
	defer func() {
		unlock()
		if !returned { // f has panicked: who knows what it did to the lock
			m.now.Store(new(sync.RWMutex)) // bug
		}
	}()
	value, found := m.m[key]
	f(value, found)
	returned = true
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	for key, value := range m.snapshot() {
		if !f(key, value) {
			return
		}
	}
}

// snapshot is the map as it is now, for the caller alone.
func (m *MutexMap) snapshot() map[string]any {
	defer m.rlock()()
	return maps.Clone(m.m)
}

// Move takes key out of from and puts it, with its value, into to.
func Move(from, to *MutexMap, key string) bool {
	if from == to {
		_, found := from.Get(key)
		return found
	}
	older, newer := from, to
	if newer.id < older.id {
		older, newer = newer, older
	}
	defer older.lock()()
	defer newer.lock()()
	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
