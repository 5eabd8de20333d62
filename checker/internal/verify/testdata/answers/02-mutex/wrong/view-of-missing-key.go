// wrong: readers
// A View of a key that is not there calls f with the mutex still held, so two such views exclude each other, while views of keys that are there share: breaks "n views are inside at once" ("at least eight views are inside at once").
package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// MutexMap is a map that many goroutines use at once.
type MutexMap struct {
	id    uint64
	mu    sync.Mutex
	views sync.WaitGroup // those inside f; Add and Wait only under mu
	m     map[string]any
}

var lastID atomic.Uint64

// NewMutexMap returns an empty map.
func NewMutexMap() *MutexMap {
	return &MutexMap{id: lastID.Add(1), m: make(map[string]any)}
}

// lock is for writers: it waits for the views, and no new one comes in.
func (m *MutexMap) lock() {
	m.mu.Lock()
	m.views.Wait()
}

// Set stores value under key.
func (m *MutexMap) Set(key string, value any) {
	m.lock()
	defer m.mu.Unlock()
	m.m[key] = value
}

// Get returns the value under key, and whether there is one.
func (m *MutexMap) Get(key string) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, found := m.m[key]
	return value, found
}

// Remove deletes key.
func (m *MutexMap) Remove(key string) {
	m.lock()
	defer m.mu.Unlock()
	delete(m.m, key)
}

// Count returns the number of keys.
func (m *MutexMap) Count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.m)
}

// Update replaces the value under key by what f makes of it, in one step.
func (m *MutexMap) Update(key string, f func(old any, found bool) any) {
	m.lock()
	defer m.mu.Unlock()
	old, found := m.m[key]
	m.m[key] = f(old, found)
}

// View shows f the value under key.
func (m *MutexMap) View(key string, f func(value any, found bool)) {
	m.mu.Lock()
	value, found := m.m[key]
	if !found {
		// No value that readers could share; only nobody may add it meanwhile.
		defer m.mu.Unlock() // bug
		f(nil, false)
		return
	}
	m.views.Add(1)
	m.mu.Unlock()

	defer m.views.Done()
	f(value, true)
}

// Range calls f for each key, until f returns false.
func (m *MutexMap) Range(f func(key string, value any) bool) {
	m.mu.Lock()
	now := maps.Clone(m.m)
	m.mu.Unlock()
	for key, value := range now {
		if !f(key, value) {
			return
		}
	}
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
	first.lock()
	defer first.mu.Unlock()
	second.lock()
	defer second.mu.Unlock()

	value, found := from.m[key]
	if !found {
		return false
	}
	delete(from.m, key)
	to.m[key] = value
	return true
}
